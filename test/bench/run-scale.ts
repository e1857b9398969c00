import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { acquireServices } from '../../provision/index.js'
import { type Contender, type Measured, measureInTurns } from './measure/in-turns.js'
import { measureProcess, type Outcome } from './measure/measure-process.js'
import { sizesOf, turnsAndLimit } from './measure/options.js'
import { turnsTable } from './measure/turns-table.js'
import { cohortium, runStudy } from './scale/measure-study.js'
import { askR, peerScript } from './scale/peer-in-r.js'
import { writeRegister } from './scale/scale-study.js'

/** What a benchmark says of the machine and the time of measuring. */
export const conditions = (...others: readonly string[]): string =>
  [
    `${String(availableParallelism())} cores, load ${(loadavg()[0] ?? 0).toFixed(1)} at the start`,
    `Node ${process.versions.node}`,
    ...others,
  ].join('; ')

const ours = (
  folder: string,
  register: string,
  matching: boolean,
  n: number,
  limit: number,
  afterwards?: (own: string) => Promise<void>,
): Contender => ({
  name: matching ? 'Cohortium, with matching' : 'Cohortium, without matching',
  run: turn =>
    runStudy(
      folder,
      `scale-${matching ? 'matched' : 'plain'}-${String(n)}-${String(turn + 1)}`,
      { matching, labs: 'wide' },
      [register],
      limit,
      afterwards,
    ),
})

/** The account of a subject in the middle of a study that was just run, by a command of its own. */
const accountOf = (
  n: number,
  limit: number,
): { readonly ask: (own: string) => Promise<void>; readonly measured: () => Measured } => {
  const outcomes: Outcome[] = []
  return {
    ask: async own => {
      outcomes.push(await measureProcess(cohortium('why', own, String(Math.ceil(n / 2))), limit))
    },
    measured: () => ({
      name: "One subject's account (`why`)",
      n,
      turns: outcomes.flatMap(outcome => ('used' in outcome ? [outcome.used] : [])),
      failed: outcomes.flatMap(outcome => ('failed' in outcome ? [outcome.failed] : []))[0] ?? null,
    }),
  }
}

const inR = (script: string, register: string, matching: boolean, limit: number): Contender => ({
  name: matching ? 'R, with matching' : 'R, without matching',
  run: () =>
    measureProcess(
      { command: 'Rscript', args: ['--vanilla', script, register, ...(matching ? ['matching'] : [])] },
      limit,
    ),
})

/**
 * The scale study from files to workbook, services already up, and one subject's account of it afterwards; with `--peer` the same steps in R by turns. `--sizes`,
 * `--turns` and `--limit` (seconds a run may take) say how much; a size that fails is a row of the table.
 */
export const benchScale = async (args: readonly string[]): Promise<void> => {
  const quick = args.includes('--quick')
  const sizes = sizesOf(args, quick ? [1_000] : [1_000, 10_000])
  const { turns, limit } = turnsAndLimit(args, quick ? 1 : 3)
  const r = args.includes('--peer') ? askR() : null
  const peer = r === null ? [] : 'missing' in r ? [`${r.missing} is not there: this product only`] : [r.versions]
  const services = await acquireServices({
    environment: process.env,
    progress: text => process.stderr.write(`${text}\n`),
  })
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-bench-'))
  const script = join(folder, 'peer.R')
  writeFileSync(script, peerScript)
  const measured: Measured[] = []
  process.stdout.write(
    `${conditions(...peer, `${String(turns)} ${turns === 1 ? 'turn' : 'turns'}, each in a study of its own`)}\n\n`,
  )
  try {
    for (const n of sizes) {
      const register = join(folder, 'register.csv')
      await writeRegister(register, n, 'wide')
      const account = accountOf(n, limit)
      const contenders = [
        ours(folder, register, false, n, limit, account.ask),
        ...(r === null || 'missing' in r ? [] : [inR(script, register, false, limit)]),
        ours(folder, register, true, n, limit),
        ...(r === null || 'missing' in r || !r.matching ? [] : [inR(script, register, true, limit)]),
      ]
      measured.push(...(await measureInTurns(contenders, n, turns)), account.measured())
      rmSync(register)
    }
  } finally {
    process.stdout.write(`${turnsTable(measured)}\n`)
    rmSync(folder, { recursive: true, force: true })
    await services.release()
  }
}
