import type { DataConverter } from '@temporalio/common'
import { NativeConnection, Worker, type WorkerOptions, type WorkflowBundleOption } from '@temporalio/worker'
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
  /** What has to be done before it takes its first task; where that fails, it takes none. */
  readonly ready: Promise<unknown>
}

/** A running worker. */
export interface RunningWorker {
  /** Ends when the worker has stopped, by itself or on request. */
  readonly ended: Promise<void>
  readonly stop: () => Promise<void>
}

const createWorker = async (native: NativeConnection, options: Omit<WorkerOptions, 'connection'>): Promise<Worker> => {
  try {
    return await Worker.create({ ...options, connection: native })
  } catch (error) {
    await native.close()
    throw error
  }
}

/** Starts a worker that polls one queue until it is stopped. */
export const startWorker = async ({
  connection,
  namespace,
  taskQueue,
  workflowBundle,
  dataConverter,
  dependencies,
  ready,
}: WorkerSettings): Promise<RunningWorker> => {
  const native = await NativeConnection.connect(connection)
  const worker = await createWorker(native, {
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
  const run = (): Promise<void> => worker.run().finally(() => native.close())
  try {
    await ready
  } catch (error) {
    // Only one that runs can be stopped; stopped before it has polled, it takes nothing.
    const ended = run()
    worker.shutdown()
    await ended
    throw error
  }
  const ended = run()
  return {
    ended,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown()
      await ended
    },
  }
}
