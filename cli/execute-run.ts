import type { RunRequest } from '../activities/contract.js'
import { taskQueue } from '../activities/task-queue.js'
import type { Connected } from './connect.js'
import { exitCodeOf } from './exit-codes.js'
import { followRun, type RunFollower } from './follow-run.js'
import { hostWorker, isPolled } from './host-worker.js'
import { runFailure } from './run-failure.js'
import { onSignals } from './run-signals.js'
import { type RunHandle as Handle, type RunWait, startOrWait } from './start-run.js'
import { terminal } from './terminal.js'
import type { RunningWorker } from '../worker.js'

const stalledAfter = 6_000

const ended = async (handle: Handle): Promise<RunWait> => {
  try {
    return { kind: 'ended', summary: await handle.result() }
  } catch (error) {
    const failure = runFailure(error)
    return { kind: 'not opened', failure, exitCode: exitCodeOf(failure.type) }
  }
}

interface Worked {
  /** Ends only when a worker that was needed cannot be hosted or dies. */
  readonly failed: Promise<never>
  readonly stop: () => Promise<void>
}

/** Hosts a worker when nobody polls, or when whoever polled has gone quiet. */
const keepWorked = (connected: Connected, follower: RunFollower, polled: boolean): Worked => {
  let fail: (error: unknown) => void = () => undefined
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject
  })
  const host = (): Promise<RunningWorker | null> =>
    hostWorker(connected, [taskQueue()]).then(
      worker => {
        worker.ended.catch(fail)
        return worker
      },
      (error: unknown) => {
        fail(error)
        return null
      },
    )
  let hosted: Promise<RunningWorker | null> | undefined = polled ? undefined : host()
  const timer = setInterval(() => {
    if (hosted === undefined && follower.idle() > stalledAfter) hosted = host()
  }, 1_000)
  return {
    failed,
    stop: async () => {
      clearInterval(timer)
      await (await hosted)?.stop()
    },
  }
}

/** A run that nobody can work is ended at once, so that it does not stand in the next one's way. */
const endUnworked = async (handle: Handle, error: unknown): Promise<never> => {
  terminal.progress(`No worker could be hosted: ${error instanceof Error ? error.message : String(error)}`)
  await handle.terminate('no worker could be hosted')
  throw error
}

/** Starts a run, works it where nobody else does, shows its progress and waits for its end. */
export const executeRun = async (connected: Connected, study: string, request: RunRequest): Promise<RunWait> => {
  const polled = await isPolled(connected, taskQueue())
  const started = await startOrWait(connected, study, request, polled)
  if (started.kind !== 'started') return started
  const { handle } = started
  const signals = onSignals(handle, terminal)
  const follower = followRun(connected.store, handle.firstExecutionRunId, terminal)
  const worked = keepWorked(connected, follower, polled)
  try {
    return await Promise.race([
      ended(handle),
      signals.left,
      worked.failed.catch((error: unknown) => endUnworked(handle, error)),
    ])
  } finally {
    await follower.stop()
    await worked.stop()
    signals.off()
  }
}
