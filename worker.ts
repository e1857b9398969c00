import { readFile } from 'node:fs/promises'
import type { DataConverter, Logger } from '@temporalio/common'
import { NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker'
import type { CompiledWorkerOptions } from '@temporalio/worker/lib/worker-options.js'
import { parseWorkflowCode } from '@temporalio/worker/lib/worker.js'
import { ThreadedVMWorkflowCreator } from '@temporalio/worker/lib/workflow/threaded-vm.js'
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

type Bundle = ReturnType<typeof parseWorkflowCode>

interface WorkflowThread {
  readonly bundle: Bundle
  readonly creator: ThreadedVMWorkflowCreator
}

let early: Promise<WorkflowThread | null> = Promise.resolve(null)

const takeEarly = (): Promise<WorkflowThread | null> => {
  const taken = early
  early = Promise.resolve(null)
  return taken
}

const startThread = async (codePath: string, logger: Logger): Promise<WorkflowThread> => {
  const bundle = parseWorkflowCode(await readFile(codePath, 'utf8'), codePath)
  const creator = await ThreadedVMWorkflowCreator.create({
    workflowBundle: bundle,
    threadPoolSize: 1,
    isolateExecutionTimeoutMs: 5_000,
    reuseV8Context: true,
    // No activity of ours is worked within the thread's own reach.
    registeredActivityNames: new Set(),
    logger,
  })
  return { bundle, creator }
}

/**
 * Starts the thread that workflows run in before there is a server to work for, which takes a tenth of a second; the next worker
 * takes it over. Where it cannot be started, the worker that starts its own says why.
 */
export const startWorkflowThread = (codePath: string, logger: Logger): void => {
  early = startThread(codePath, logger).catch(() => null)
}

/** Ends a thread that was started early and that no worker took. */
export const dropWorkflowThread = async (): Promise<void> => {
  const thread = await takeEarly()
  await thread?.creator.destroy()
}

/** The SDK's worker, which takes over a thread that was started early. */
class WorkerOfThread extends Worker {
  protected static override async getOrCreateBundle(
    options: CompiledWorkerOptions,
    logger: Logger,
  ): Promise<Bundle | undefined> {
    const thread = await early
    return thread?.bundle ?? super.getOrCreateBundle(options, logger)
  }

  protected static override async createWorkflowCreator(
    bundle: Bundle,
    options: CompiledWorkerOptions,
    logger: Logger,
  ): ReturnType<typeof Worker.createWorkflowCreator> {
    const thread = await takeEarly()
    return thread?.creator ?? super.createWorkflowCreator(bundle, options, logger)
  }
}

const closedOnFailure = async <T>(native: NativeConnection, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
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
  // Made only then: the SDK has no way to put a worker away that has not begun to take tasks.
  const worker = await closedOnFailure(native, async () => {
    await ready
    return WorkerOfThread.create({
      connection: native,
      namespace,
      taskQueue,
      workflowBundle,
      dataConverter,
      activities: createActivities(dependencies),
      // A worker that was killed is missed after this time instead of the default ten seconds.
      stickyQueueScheduleToStartTimeout: '3s',
      // A stage hears by its sign of life that its run is cancelled: left to the default, after 24 seconds.
      maxHeartbeatThrottleInterval: '2s',
      shutdownGraceTime: '10s',
      shutdownForceTime: '20s',
      maxConcurrentActivityTaskExecutions: 8,
    })
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
