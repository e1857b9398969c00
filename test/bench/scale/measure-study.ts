import { linkSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { measureProcess, type Outcome } from '../measure/measure-process.js'
import { checkout } from '../../support/checkout.js'
import { type ScaleStudy, writeScaleStudy } from './scale-study.js'

const command = join(checkout, 'dist', 'cli', 'main.js')

/** The command of this checkout with arguments, as a program to be measured. */
export const cohortium = (...args: readonly string[]) => ({ command: process.execPath, args: [command, ...args] })

/**
 * Runs the command on a study of its own with these exports, from files to workbook, and forgets the study: an equal export of
 * a study that was met before would not be read again.
 */
export const runStudy = async (
  folder: string,
  name: string,
  study: ScaleStudy,
  exports: readonly string[],
  limit: number,
  after: (study: string) => Promise<Outcome | null> = () => Promise.resolve(null),
): Promise<Outcome> => {
  const own = join(folder, name)
  writeScaleStudy(own, study)
  for (const file of exports) linkSync(file, join(own, 'exports', 'register', basename(file)))
  const out = join(folder, 'out')
  mkdirSync(out, { recursive: true })
  try {
    const whole = await measureProcess(cohortium('run', own, '--out', out), limit)
    return (await after(name)) ?? whole
  } finally {
    await measureProcess(cohortium('forget', name, '--yes'), limit)
    rmSync(own, { recursive: true, force: true })
    rmSync(join(out, name), { recursive: true, force: true })
  }
}
