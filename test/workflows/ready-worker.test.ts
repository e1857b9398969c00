import { randomUUID } from 'node:crypto'
import { DefaultLogger } from '@temporalio/worker'
import { ThreadedVMWorkflowCreator } from '@temporalio/worker/lib/workflow/threaded-vm.js'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { startOrWait } from '../../cli/start-run.js'
import { workerConnection } from '../../cli/worker-connection.js'
import { sealedConverter } from '../../installation/sealed-converter.js'
import type { Dependencies } from '../../stages/dependencies.js'
import { dropWorkflowThread, startWorker, startWorkflowThread } from '../../worker.js'
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
  await expect.poll(() => isTaken(handle)).toBe(true)
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

describe('the thread that workflows run in', () => {
  const logger = new DefaultLogger('ERROR', () => undefined)

  const threadsOf = async (work: () => Promise<void>): Promise<number> => {
    const started = vi.spyOn(ThreadedVMWorkflowCreator, 'create')
    try {
      await work()
      return started.mock.calls.length
    } finally {
      started.mockRestore()
    }
  }

  const worksOne = async (): Promise<void> => {
    const queue = `thread-${randomUUID()}`
    const worker = await workerOn(queue, Promise.resolve())
    const handle = await asked(queue)
    await expect.poll(() => isTaken(handle)).toBe(true)
    await handle.terminate()
    await worker.stop()
  }

  test('is taken over by the next worker where it was started early, and by that one alone', async () => {
    const threads = await threadsOf(async () => {
      startWorkflowThread(workflowBundle.codePath, logger)
      await worksOne()
      await worksOne()
    })
    expect(threads).toBe(2)
  })

  test('is started by the worker itself where none could be started early, or where it was given up', async () => {
    startWorkflowThread('/nowhere/bundle.js', logger)
    expect(await threadsOf(worksOne)).toBe(1)
    const threads = await threadsOf(async () => {
      startWorkflowThread(workflowBundle.codePath, logger)
      await dropWorkflowThread()
      await worksOne()
    })
    expect(threads).toBe(2)
  })
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
