import { CancelledFailure } from '@temporalio/activity'
import { MockActivityEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LongWork, WorkApart } from '../../stages/dependencies.js'
import { expectStages, workLong } from '../../stages/work-long.js'
import { type ActivityBench, activityBench } from '../activities/performed-run.js'

let bench: ActivityBench
let work: LongWork

beforeAll(async () => {
  bench = await activityBench()
  const { runId } = await bench.perform(bench.activities.openRun, bench.request)
  work = { activity: 'render', of: { runId } }
})

afterAll(() => bench.close())

/** Where a stage of so many rows is worked. */
const placeOf = async (rows: number, workApart: WorkApart | undefined, mark: string | null): Promise<string> => {
  let place = 'nowhere'
  const apart: WorkApart | undefined =
    workApart &&
    (async (...asked) => {
      place = 'apart'
      await workApart(...asked)
    })
  const { store } = bench.database
  const here = (): Promise<void> => {
    place = 'here'
    return Promise.resolve()
  }
  const dependencies = apart === undefined ? { store } : { store, workApart: apart }
  await bench.perform(() => workLong(dependencies, work, mark, () => Promise.resolve(rows), here), undefined)
  return place
}

const atOnce: WorkApart = () => Promise.resolve()

test('a stage of many rows is worked apart, one of few here, and where no process is given any of them', async () => {
  for (const mark of ['made', null]) {
    expect(await placeOf(20_000, atOnce, mark)).toBe('here')
    expect(await placeOf(20_001, atOnce, mark)).toBe('apart')
    expect(await placeOf(1_000_000, undefined, mark)).toBe('here')
  }
})

test('a stage that has its mark is worked nowhere, unless it is to be worked again', async () => {
  const { database } = bench.database.store
  const done = { run_id: work.of.runId, stage: 'done', rows: 1, milliseconds: 1, finished_at: '2024-04-01T00:00:00Z' }
  await database.insertInto('run_stage').values(done).execute()
  expect(await placeOf(20_001, atOnce, 'done')).toBe('nowhere')
  expect(await placeOf(20_001, atOnce, null)).toBe('apart')
})

test('a cancel reaches what is worked apart', async () => {
  const env = new MockActivityEnvironment({ attempt: 1 })
  const waiting: WorkApart = (_work, cancelled) => cancelled
  const { store } = bench.database
  const ended = env
    .run(() =>
      workLong(
        { store, workApart: waiting },
        work,
        null,
        () => Promise.resolve(20_001),
        () => Promise.resolve(),
      ),
    )
    .catch((error: unknown) => error)
  env.cancel('CANCELLED')
  expect(await ended).toBeInstanceOf(CancelledFailure)
})

test('a process is made ready for exports of many rows, and for few what renders here, however wide they are', () => {
  const prepared: string[] = []
  for (const rows of [20_000, 20_001]) expectStages({ prepare: where => prepared.push(where) }, rows)
  expect(prepared).toEqual(['here', 'apart'])
})
