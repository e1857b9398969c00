import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  disturbedProduct,
  type DisturbedProduct,
  expectHealed,
  holdMatching,
  matchingWaits,
  undisturbedResults,
  until,
} from './disturbed-product.js'

let disturbed: DisturbedProduct

beforeEach(async () => {
  disturbed = await disturbedProduct()
})

afterEach(() => disturbed.close())

const runs = () =>
  disturbed.product.database.store.database
    .selectFrom('run')
    .select(['status', 'exit_code'])
    .orderBy('started_at')
    .execute()

/** Sessions at work or in a transaction, besides this one: what a command that is gone must not leave. */
const sessionsLeft = async (): Promise<number> => {
  const { database } = disturbed.product.database.store
  const { rows } = await sql<{ readonly left: number }>`
    select count(*)::int as left from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and state <> 'idle'`.execute(
    database,
  )
  return rows[0]?.left ?? 0
}

test('Ctrl-C in the middle of a stage ends the run as cancelled, leaves nothing behind and is no obstacle to the next run', async () => {
  const letGo = await holdMatching(disturbed)
  const run = disturbed.startRun()
  await matchingWaits(disturbed, run)
  run.child.kill('SIGINT')
  await until('the cancellation', () => run.output().includes('Cancelling the run'), run)
  await letGo()
  const finished = await run.finished
  expect(finished.code, finished.stderr).toBe(5)
  expect(await runs()).toEqual([{ status: 'cancelled', exit_code: 5 }])
  expect(existsSync(join(disturbed.product.out, 'ncctg-lung'))).toBe(false)
  await until("the end of the run's sessions", async () => (await sessionsLeft()) === 0)
  await expectHealed(disturbed, disturbed.startRun(), await undisturbedResults())
})

test('a second run of a study that is going on waits for its end, and follows it', async () => {
  const letGo = await holdMatching(disturbed)
  const first = disturbed.startRun()
  await matchingWaits(disturbed, first)
  const second = disturbed.startRun()
  await until('the waiting', () => second.output().includes('waiting for its end, up to an hour'), second)
  expect(second.output()).toMatch(/run \S+ \(run, by \S+\) of ncctg-lung is going on/)
  await letGo()
  expect((await first.finished).code, first.output()).toBe(0)
  expect((await second.finished).code, second.output()).toBe(0)
  const [one, other] = await disturbed.product.database.store.database
    .selectFrom('run')
    .select(['run_id', 'previous_run_id', 'status'])
    .orderBy('opened')
    .execute()
  expect(one).toMatchObject({ previous_run_id: null, status: 'final' })
  expect(other).toMatchObject({ previous_run_id: one?.run_id, status: 'unchanged' })
})

test('a worker that is asked to stop ends the stage at hand, and the run goes on elsewhere', async () => {
  const letGo = await holdMatching(disturbed)
  const worker = await disturbed.startWorker()
  const run = disturbed.startRun()
  await matchingWaits(disturbed, run)
  worker.child.kill('SIGTERM')
  await until('the stop', () => worker.output().includes('stopping after the activities at hand'), worker)
  await letGo()
  expect((await worker.finished).code, worker.output()).toBe(0)
  expect((await run.finished).code, run.output()).toBe(0)
  expect(await runs()).toEqual([{ status: 'final', exit_code: 0 }])
})
