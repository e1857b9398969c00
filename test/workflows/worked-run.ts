import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { inject } from 'vitest'
import type { RunRequest } from '../../runs/contract.js'
import type { Activities } from '../../activities/create-activities.js'
import type { runStudy } from '../../workflows/run-study.js'
import { workerConnection } from '../../cli/worker-connection.js'
import { checkout } from '../support/cohortium.js'
import { temporalConnection } from '../support/temporal-connection.js'

/** The workflows as workers run them. */
export const workflowBundle = { codePath: join(checkout, 'dist', 'workflow-bundle.js') }

/** Failures that a test asks for are not news. */
export const quietRuntime = (): void => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined), shutdownSignals: [] })
}

/** A Temporal server's two ends, as a client and as a worker use it. */
export interface Ends {
  readonly client: Client
  readonly native: NativeConnection
  readonly close: () => Promise<void>
}

/** Connects to the tests' Temporal server. */
export const connectEnds = async (): Promise<Ends> => {
  const options = temporalConnection()
  const connection = await Connection.connect(options)
  const native = await NativeConnection.connect(workerConnection(options))
  const client = new Client({ connection, namespace: inject('temporalNamespace') })
  return {
    client,
    native,
    close: async () => {
      await native.close()
      await connection.close()
    },
  }
}

/** What a scripted run is asked; its activities look at nothing of it. */
export const scriptedRequest: RunRequest = {
  kind: 'run',
  study: 'scripted',
  place: 'nowhere',
  dataCut: null,
  startedBy: 'tester',
  reason: null,
  sites: null,
}

/** Works one run of a study on a queue of its own with the activities given, until what the test waits for is there. */
export const workRun = async <T>(
  { client, native }: Ends,
  activities: Activities,
  until: (handle: WorkflowHandle<typeof runStudy>) => Promise<T>,
): Promise<T> => {
  const taskQueue = `scripted-${randomUUID()}`
  const worker = await Worker.create({
    connection: native,
    namespace: inject('temporalNamespace'),
    taskQueue,
    workflowBundle,
    activities,
    shutdownGraceTime: '1s',
    maxHeartbeatThrottleInterval: '500ms',
  })
  return worker.runUntil(async () => {
    const handle = await client.workflow.start<typeof runStudy>('runStudy', {
      workflowId: taskQueue,
      taskQueue,
      args: [scriptedRequest],
      workflowExecutionTimeout: '1m',
    })
    return until(handle)
  })
}
