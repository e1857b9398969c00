import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { CancelledFailure, sleep } from '@temporalio/activity'
import { MockActivityEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createActivities } from '../../activities/create-activities.js'
import { type ActivityBench, activityBench } from './performed-run.js'

let bench: ActivityBench

beforeAll(async () => {
  bench = await activityBench()
})

afterAll(() => bench.close())

test('F16: a run that is cancelled while it waits for a file that is still written ends the wait at once, as cancelled', async () => {
  const { store } = bench.database
  const { installation } = bench
  const activities = createActivities({
    store,
    installation,
    clock: () => new Date(),
    environment: {},
    sendMail: null,
    wait: sleep,
  })
  const { runId, ingest } = await bench.perform(activities.openRun, { ...bench.request, kind: 'nightly' })
  const site = ingest[0] ?? ''
  const folder = join(bench.study, 'exports', site)
  for (const file of readdirSync(folder)) utimesSync(join(folder, file), new Date(), new Date())

  const env = new MockActivityEnvironment({ attempt: 1 })
  const ended = env.run(activities.ingestSite, { runId, site }).catch((error: unknown) => error)
  const story = () =>
    store.database.selectFrom('run_event').select(['stage', 'state', 'text']).orderBy('event_id').execute()
  await expect.poll(async () => (await story()).at(-1)?.text).toMatch(/^waits until '.+' has not/)
  env.cancel('CANCELLED')
  expect(await ended).toBeInstanceOf(CancelledFailure)
  expect((await story()).at(-1)).toEqual({ stage: 'ingestSite', state: 'failed', text: 'Cancelled' })
  expect(await store.database.selectFrom('batch').selectAll().execute()).toEqual([])
})
