import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LoadedStudy } from '../protocol/load/load-study.js'
import { dirtKinds } from '../synthesis/dirt/kinds-of-dirt.js'
import { type SynthesisAsked, type SynthesizedSite, synthesizeSite } from '../synthesis/synthesize-site.js'
import { told } from '../words/told.js'
import { counted } from '../words/counted.js'
import { OptionInvalid } from './option-invalid.js'

/** What stands beside the folders of synthetic exports. */
export const synthesisNote = 'SYNTHETIC.txt'

const noteText = (
  study: string,
  { subjects, seed, dirt }: SynthesisAsked,
): string => `SYNTHETIC DATA. No real person is in these files.

cohortium synthesize made them up from the study '${study}' and the mappings of its sites, and from nothing else.
Subjects of each site: ${subjects}. Seed: ${seed}. Share of spoilt cells: ${dirt}. The same seed gives the same bytes.
`

/** Makes up the exports of all sites of a study and writes them, a folder for each; nothing is written over. */
export const writeExports = (
  { study, mappings }: Pick<LoadedStudy, 'study' | 'mappings'>,
  out: string,
  asked: SynthesisAsked,
): readonly SynthesizedSite[] => {
  const made = Object.values(mappings).map(mapping => synthesizeSite(study, mapping, asked))
  const files = made.flatMap(({ site, files: own }) =>
    own.map(({ name, bytes }) => ({ path: join(out, site, name), bytes })),
  )
  const note = { path: join(out, synthesisNote), bytes: new TextEncoder().encode(noteText(study.study, asked)) }
  const there = [...files, note].map(({ path }) => path).filter(path => existsSync(path))
  if (there.length > 0)
    throw new OptionInvalid(
      `nothing was written, because these files are there: ${there.slice(0, 5).join(', ')}${there.length > 5 ? ` and ${there.length - 5} more` : ''}; name another folder by --out`,
    )
  for (const { site } of made) mkdirSync(join(out, site), { recursive: true })
  for (const { path, bytes } of [...files, note]) writeFileSync(path, bytes, { flag: 'wx' })
  return made
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** What a site's synthetic export is, in lines for the terminal. */
export const synthesizedLines = (site: SynthesizedSite): readonly string[] => {
  const { arms, excluded, dirt, files, left, subjects } = site
  const out = Object.entries(excluded).map(([id, count]) => `${id} ${count}`)
  const kinds = dirtKinds.flatMap(kind => (dirt[kind] === undefined ? [] : [`${kind} ${dirt[kind]}`]))
  return [
    `${site.site}: ${String(counted(subjects, told`synthetic subject`))}, ${files.map(({ name, rows }) => `${name} (${String(counted(rows, told`row`))})`).join(', ')}`,
    `  meant to be included: control ${arms.control}, treated ${arms.treated}; to be excluded: ${out.length === 0 ? 'nobody' : out.join(', ')}`,
    kinds.length === 0 ? '  no dirt' : `  dirt ${sum(Object.values(dirt))}: ${kinds.join(', ')}`,
    ...left.map(one => `  not synthesized: ${String(one)}`),
  ]
}
