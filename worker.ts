import type { DataConverter } from '@temporalio/common'
import { NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker'
import { createActivities } from './activities/create-activities.js'
import type { Dependencies } from './stages/dependencies.js'

/** Where a worker finds the server, what it polls, and what it runs. */
export interface WorkerSettings {
  readonly connection: Parameters<typeof NativeConnection.connect>[0]
  readonly namespace: string
  readonly taskQueue: string
  readonly workflowBundle: WorkflowBundleOption
  /** How it speaks with Temporal: sealed by the installation's key. */
  readonly dataConverter: DataConverter
  readonly dependencies: Dependencies
}

/** A running worker. */
export interface RunningWorker {
  /** Ends when the worker has stopped, by itself or on request. */
  readonly ended: Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts a worker that polls one queue until it is stopped. */
export const startWorker = async ({
  connection,
  namespace,
  taskQueue,
  workflowBundle,
  dataConverter,
  dependencies,
}: WorkerSettings): Promise<RunningWorker> => {
  const native = await NativeConnection.connect(connection)
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle,
    dataConverter,
    activities: createActivities(dependencies),
    // A worker that was killed is missed after this time instead of the default ten seconds.
    stickyQueueScheduleToStartTimeout: '3s',
    // A stage hears by its sign of life that its run is cancelled: left to the default, after 24 seconds.
    maxHeartbeatThrottleInterval: '5s',
    shutdownGraceTime: '10s',
    shutdownForceTime: '20s',
    maxConcurrentActivityTaskExecutions: 8,
  })
  const ended = worker.run().finally(() => native.close())
  return {
    ended,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown()
      await ended
    },
  }
}
