import { randomUUID } from 'node:crypto'
import { sleep } from '@temporalio/activity'
import { Worker } from '@temporalio/worker'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Dependencies } from '../../stages/dependencies.js'
import { performActivity } from '../../stages/perform-activity.js'
import type { runStudy } from '../../workflows/run-study.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { scriptActivities, sites } from './scripted-activities.js'
import { connectEnds, type Ends, quietRuntime, scriptedRequest, workflowBundle } from './worked-run.js'

let ends: Ends
let own: TestDatabase

beforeAll(async () => {
  quietRuntime()
  ends = await connectEnds()
  own = await migratedDatabase(inject('databaseUrl'))
})

afterAll(async () => {
  await ends.close()
  await own.drop()
})

// Performed as the product performs them, but for the run's story, which needs a run in the database.
const performed = <Output>(activity: () => Promise<Output>): Promise<Output> =>
  performActivity({ environment: {}, store: own.store } as Dependencies, activity, {})

test('F16: a worker that stops while a site waits for its file refuses no site: the next worker takes the wait up', async () => {
  let waiting: () => void = () => undefined
  const waits = new Promise<void>(resolve => {
    waiting = resolve
  })
  let attempts = 0
  const script = scriptActivities({
    ingestSite: site =>
      performed(async () => {
        if (site.site === 'east' && (attempts += 1) === 1) {
          waiting()
          await sleep('10m')
        }
        return { ...site, batchId: `batch of ${site.site}` }
      }),
  })
  const taskQueue = `scripted-${randomUUID()}`
  const worker = () =>
    Worker.create({
      connection: ends.native,
      namespace: inject('temporalNamespace'),
      taskQueue,
      workflowBundle,
      activities: script.activities,
      shutdownGraceTime: '100ms',
    })
  const handle = await ends.client.workflow.start<typeof runStudy>('runStudy', {
    workflowId: taskQueue,
    taskQueue,
    args: [scriptedRequest],
    workflowExecutionTimeout: '5m',
  })
  await (await worker()).runUntil(waits)
  const summary = await (await worker()).runUntil(handle.result())
  expect(summary.status).toBe('final')
  expect(attempts).toBe(2)
  expect(script.outcomes).toEqual(sites.map(site => ({ site, kind: 'batch', batchId: `batch of ${site}` })))
})
