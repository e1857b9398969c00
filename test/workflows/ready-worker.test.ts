import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startOrWait } from '../../cli/start-run.js'
import { workerConnection } from '../../cli/worker-connection.js'
import { sealedConverter } from '../../installation/sealed-converter.js'
import type { Dependencies } from '../../stages/dependencies.js'
import { startWorker } from '../../worker.js'
import { studyRunId } from '../../workflows/study-run-id.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { ownInstallation } from '../support/own-installation.js'
import { temporalConnection } from '../support/temporal-connection.js'
import { connectEnds, type Ends, quietRuntime, scriptedRequest, workflowBundle } from './worked-run.js'

let ends: Ends
let own: TestDatabase
const installation = ownInstallation()

beforeAll(async () => {
  quietRuntime()
  ends = await connectEnds()
  own = await migratedDatabase(inject('databaseUrl'))
})

afterAll(async () => {
  await ends.close()
  await own.drop()
  installation.remove()
})

// A reason that is asked for only later is no unhandled one.
const rejected = (reason: string): Promise<never> => {
  const made = Promise.reject(new Error(reason))
  made.catch(() => undefined)
  return made
}

const dependencies: Pick<Dependencies, 'installation' | 'store'> = {
  installation,
  get store() {
    return own.store
  },
}

const workerOn = (taskQueue: string, ready: Promise<unknown>) =>
  startWorker({
    connection: workerConnection(temporalConnection()),
    namespace: inject('temporalNamespace'),
    taskQueue,
    workflowBundle,
    dataConverter: sealedConverter(installation.key),
    dependencies: dependencies as Dependencies,
    ready,
  })

const asked = (taskQueue: string) =>
  ends.client.workflow.start('nightlyRun', { workflowId: taskQueue, taskQueue, args: [scriptedRequest] })

const isTaken = async (handle: Awaited<ReturnType<typeof asked>>): Promise<boolean> =>
  ((await handle.fetchHistory()).events ?? []).some(event => event.workflowTaskStartedEventAttributes != null)

test('a worker that is made takes no task before what it needs is ready', async () => {
  const queue = `ready-${randomUUID()}`
  let tell: () => void = () => undefined
  const ready = new Promise<void>(resolve => {
    tell = resolve
  })
  const making = workerOn(queue, ready)
  const handle = await asked(queue)
  // A worker is made within a second, however busy the machine is.
  await new Promise(resolve => setTimeout(resolve, 3_000))
  expect(await isTaken(handle)).toBe(false)
  tell()
  const worker = await making
  await expect.poll(() => isTaken(handle), { timeout: 60_000 }).toBe(true)
  await handle.terminate()
  await worker.stop()
})

test('one whose need is not met is put away with the reason, and has taken nothing', async () => {
  const queue = `unready-${randomUUID()}`
  const handle = await asked(queue)
  await expect(workerOn(queue, rejected('the database is away'))).rejects.toThrow('the database is away')
  expect(await isTaken(handle)).toBe(false)
  await handle.terminate()
})

test('F3: who waits for a run that nobody can work waits no longer', async () => {
  const study = `unworked-${randomUUID()}`
  const going = await ends.client.workflow.start('runStudy', {
    workflowId: studyRunId(study),
    taskQueue: study,
    args: [scriptedRequest],
  })
  const connected = { client: ends.client, store: own.store, installation }
  await expect(startOrWait(connected, study, scriptedRequest, rejected('no worker'))).rejects.toThrow('no worker')
  await going.terminate()
})
