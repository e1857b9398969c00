import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CheckedSite, checkExports } from '../../cli/check-exports.js'
import { type LoadedStudy, loadStudy } from '../../protocol/load/load-study.js'
import { type SynthesisAsked, type SynthesizedSite, synthesizeSite } from '../../synthesis/synthesize-site.js'
import { checkout } from '../support/checkout.js'

/** The studies that ship, by their folders. */
export const shippedStudies = [
  'studies/ncctg-lung',
  'studies/hcc-pulmonary-metastasis',
  'docs/examples/dates-and-identifiers',
  'docs/examples/day-offsets',
  'docs/examples/exports-as-they-come',
  'docs/examples/one-wide-file',
] as const

/** A study with synthetic exports in a folder, as they were made and as they are read. */
export interface SynthesizedStudy {
  readonly loaded: LoadedStudy
  readonly made: readonly SynthesizedSite[]
  readonly read: readonly CheckedSite[]
}

/** Makes up the exports of a study into a folder and reads them as `check` does. */
export const synthesizedStudy = async (
  study: string,
  out: string,
  asked: SynthesisAsked,
): Promise<SynthesizedStudy> => {
  const loaded = await loadStudy(join(checkout, study))
  const made = Object.values(loaded.mappings).map(mapping => synthesizeSite(loaded.study, mapping, asked))
  for (const { site, files } of made) {
    mkdirSync(join(out, site), { recursive: true })
    for (const { name, bytes } of files) writeFileSync(join(out, site, name), bytes)
  }
  return { loaded, made, read: await checkExports(loaded, out, new Date('2024-12-01T00:00:00Z')) }
}
