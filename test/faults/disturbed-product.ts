import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect } from 'vitest'
import {
  checkout,
  folderOf,
  type Product,
  readResults,
  type ResultsFile,
  type Running,
  setUpProduct,
} from '../support/cohortium.js'

/** The study that the faults meet: real patients, three sites, done in seconds. */
export const lung = join(checkout, 'studies', 'ncctg-lung')

const stages = [
  'accept/institutions-01-06',
  'accept/institutions-07-13',
  'accept/institutions-15-33',
  'analyze',
  'cohort',
  'harmonize/institutions-01-06',
  'harmonize/institutions-07-13',
  'harmonize/institutions-15-33',
  'ingest/institutions-01-06',
  'ingest/institutions-07-13',
  'ingest/institutions-15-33',
  'judge',
  'look',
  'match',
  'render',
  'settle',
]

/**
 * Waits until something is so, however long a busy machine takes; where the command that should bring it about has ended
 * without, it never will be, and what the command said is named.
 */
export const until = async (
  what: string,
  isSo: () => boolean | Promise<boolean>,
  by?: Pick<Running, 'child' | 'output'>,
): Promise<void> => {
  const hasEnded = (): boolean => by !== undefined && (by.child.exitCode !== null || by.child.signalCode !== null)
  for (;;) {
    const ended = hasEnded()
    if (await isSo()) return
    if (ended) throw new Error(`${what} did not come about before the command ended: ${by?.output() ?? ''}`)
    await new Promise(wake => setTimeout(wake, 50))
  }
}

/** The product with a database, an output folder and a namespace of its own, and all that a test started of it. */
export interface DisturbedProduct {
  readonly product: Product
  readonly start: Product['start']
  readonly startRun: () => Running
  /** Starts a run that never works itself, however long its workers are quiet: one of them is killed at a place. */
  readonly startRunElsewhere: () => Running
  readonly startWorker: (environment?: Readonly<Record<string, string>>, code?: string) => Promise<Running>
  readonly close: () => Promise<void>
}

/**
 * Sets up the product alone: a worker that was killed in one test is nobody's worker in another. Its first command makes
 * the namespace.
 */
export const disturbedProduct = async (): Promise<DisturbedProduct> => {
  const product = await setUpProduct(`test-${randomBytes(4).toString('hex')}`)
  const started: Running[] = []
  const start: Product['start'] = (...asked) => {
    const running = product.start(...asked)
    started.push(running)
    return running
  }
  return {
    product,
    start,
    startRun: () => start(['run', lung, '--out', product.out]),
    startRunElsewhere: () => start(['run', lung, '--out', product.out], { FAILPOINT: 'elsewhere' }),
    startWorker: async (environment, code) => {
      const worker = start(['worker'], environment, code)
      await until('the worker', () => worker.output().includes('worker ready'), worker)
      return worker
    },
    close: async () => {
      for (const { child } of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await Promise.all(started.map(running => running.finished))
      await product.close()
    },
  }
}

/** The results of a run that nobody disturbs. */
export const undisturbedResults = async (): Promise<ResultsFile> => {
  const { product, close } = await disturbedProduct()
  try {
    const finished = await product.run(['run', lung, '--out', product.out])
    expect(finished.code, finished.stderr).toBe(0)
    return readResults(folderOf(product.out, 'ncctg-lung', finished))
  } finally {
    await close()
  }
}

/** Everything that must hold once a run that was disturbed has ended: equal results, each stage once, whole files only. */
export const expectHealed = async (
  { product }: DisturbedProduct,
  run: Running,
  undisturbed: ResultsFile,
): Promise<void> => {
  const finished = await run.finished
  expect(finished.code, finished.stdout + finished.stderr).toBe(0)
  const folder = folderOf(product.out, 'ncctg-lung', finished)
  const { status, results, curves } = readResults(folder)
  expect({ status, results, curves }).toEqual({
    status: undisturbed.status,
    results: undisturbed.results,
    curves: undisturbed.curves,
  })
  const { database } = product.database.store
  expect(
    await database.selectFrom('run').select(['status', 'exit_code']).where('status', '!=', 'cancelled').execute(),
  ).toEqual([{ status: 'final', exit_code: 0 }])
  const done = await database
    .selectFrom('run_stage')
    .select('stage')
    .where('run_id', '=', readResults(folder).run)
    .execute()
  expect(done.map(({ stage }) => stage).sort()).toEqual(stages)
  const files = (await database.selectFrom('report_file').select('path').execute()).map(({ path }) => path)
  expect(files).toContain('report.xlsx')
  for (const path of files) expect(existsSync(join(folder, path)), path).toBe(true)
  const left = readdirSync(product.out, { recursive: true, encoding: 'utf8' })
  expect(left.filter(path => path.includes('.partial'))).toEqual([])
}

/** Somebody else's hold on matched pairs: a run waits there, in the middle of a stage, until they let go, or their database does. */
export const holdMatching = async (
  { product }: DisturbedProduct,
  connectionString = product.database.connectionString,
): Promise<() => Promise<void>> => {
  const holder = new pg.Client({ connectionString })
  holder.on('error', () => undefined)
  await holder.connect()
  await holder.query('begin')
  await holder.query('lock table match_block in access exclusive mode')
  return async () => {
    await holder.query('rollback')
    await holder.end()
  }
}

/** Waits until the run's matching stands at the hold. */
export const matchingWaits = ({ product }: DisturbedProduct, run: Running): Promise<void> =>
  until(
    'matching',
    async () => {
      const waiting = await product.database.store.database
        .selectFrom('run_event')
        .select('event_id')
        .where('stage', '=', 'matchCohort')
        .where('state', '=', 'started')
        .execute()
      return waiting.length > 0
    },
    run,
  )
