import { linkSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { measureProcess, type Outcome } from '../measure/measure-process.js'
import { checkout } from '../../support/checkout.js'
import { type ScaleStudy, writeScaleStudy } from './scale-study.js'

const command = join(checkout, 'dist', 'programs', 'main.js')

/** The command of this checkout with arguments, as a program to be measured. */
export const cohortium = (...args: readonly string[]) => ({ command: process.execPath, args: [command, ...args] })

/**
 * Does something with a study of its own that has these exports, and forgets the study: an equal export of a study that was
 * met before would not be read again.
 */
export const withStudy = async <T>(
  folder: string,
  name: string,
  study: ScaleStudy,
  exports: readonly string[],
  limit: number,
  work: (own: string) => Promise<T>,
): Promise<T> => {
  const own = join(folder, name)
  writeScaleStudy(own, study)
  for (const file of exports) linkSync(file, join(own, 'exports', 'register', basename(file)))
  try {
    return await work(own)
  } finally {
    await measureProcess(cohortium('forget', name, '--yes'), limit)
    await measureProcess(cohortium('studies', 'remove', name), limit)
    rmSync(own, { recursive: true, force: true })
  }
}

/** Runs the command on a study of its own with these exports, from files to workbook; what is asked of the study afterwards is not measured with it. */
export const runStudy = async (
  folder: string,
  name: string,
  study: ScaleStudy,
  exports: readonly string[],
  limit: number,
  afterwards: (own: string) => Promise<void> = () => Promise.resolve(),
): Promise<Outcome> => {
  const out = join(folder, 'out')
  mkdirSync(out, { recursive: true })
  try {
    return await withStudy(folder, name, study, exports, limit, async own => {
      const outcome = await measureProcess(cohortium('run', own, '--out', out), limit)
      if (!('failed' in outcome)) await afterwards(own)
      return outcome
    })
  } finally {
    rmSync(join(out, name), { recursive: true, force: true })
  }
}
