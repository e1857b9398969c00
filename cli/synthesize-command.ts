import { existsSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { loadStudy } from '../protocol/load/load-study.js'
import type { SynthesisAsked } from '../synthesis/synthesize-site.js'
import { exitCodes } from '../words/exit-codes.js'
import { studyFolder, studyNotFound } from './find-study.js'
import { OptionInvalid } from './option-invalid.js'
import { refuseOutFolder } from './out-folder.js'
import { terminal } from './terminal.js'
import { synthesizedLines, writeExports } from './write-exports.js'

/** What `synthesize` may be asked besides the study. */
export interface SynthesizeOptions {
  readonly out?: string
  readonly subjects?: string
  readonly seed?: string
  readonly dirt?: string
}

/** How many subjects a site has, the seed, and the share of spoilt cells, where nothing else is said. */
export const usualSynthesis: SynthesisAsked = { subjects: 60, seed: 1, dirt: 0.02 }

const whole = (
  option: string,
  typed: string | undefined,
  usual: number,
  [from, to]: readonly [number, number],
): number => {
  if (typed === undefined) return usual
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : -1
  if (number < from || number > to)
    throw new OptionInvalid(`--${option} ${typed}: a whole number from ${from} to ${to} is expected`)
  return number
}

const shareOf = (typed: string | undefined): number => {
  if (typed === undefined) return usualSynthesis.dirt
  const [, number, percent] = /^(\d*\.?\d+) ?(%?)$/.exec(typed) ?? []
  const share = Number(number ?? 'x') / (percent === '%' ? 100 : 1)
  if (!(share >= 0 && share <= 0.5))
    throw new OptionInvalid(`--dirt ${typed}: a share from 0 to 0.5 is expected, such as 0.02 or 2%`)
  return share
}

/** The way to a folder as a person types it here. */
export const typedPath = (path: string): string => {
  const short = relative(process.cwd(), path)
  return short === '' ? '.' : short.startsWith('..') ? path : short
}

/** Makes up exports of every site of a study by its mappings: nothing but study and mappings is read, no service is needed. */
export const synthesizeCommand = async (named: string, options: SynthesizeOptions): Promise<number> => {
  const asked: SynthesisAsked = {
    subjects: whole('subjects', options.subjects, usualSynthesis.subjects, [1, 5_000]),
    seed: whole('seed', options.seed, usualSynthesis.seed, [0, 999_999_999]),
    dirt: shareOf(options.dirt),
  }
  const folder = studyFolder(named)
  if (folder === null) throw studyNotFound(named)
  const loaded = await loadStudy(folder)
  const out = resolve(options.out ?? `${loaded.study.study}-synthetic`)
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new OptionInvalid(`--out ${out}: this is a file, expected a folder`)
  refuseOutFolder(out)
  for (const site of writeExports(loaded, out, asked)) for (const line of synthesizedLines(site)) terminal.print(line)
  terminal.print(`SYNTHETIC exports are in ${typedPath(out)}: no real person is in them. Next:`)
  terminal.print(`  cohortium check ${named} --exports ${typedPath(out)}`)
  terminal.print(`  cohortium run ${named} --exports ${typedPath(out)}`)
  return exitCodes.done
}
