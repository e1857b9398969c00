import type { RunFailure, RunRequest } from '../runs/contract.js'
import { readRunRow } from '../runs/run-context.js'
import { runFate } from '../runs/run-fate.js'
import { isWorkedElsewhere } from '../stages/failpoint.js'
import { taskQueue } from '../stages/task-queue.js'
import { dropWorkflowThread, type RunningWorker } from '../worker.js'
import { selectRunOfExecution } from '../sql/runs.js'
import type { Connected } from './with-services.js'
import { endUnworked } from './end-unworked.js'
import { executionKnown, isPolled } from './execution-known.js'
import { exitCodeOf } from './exit-codes.js'
import { exitCodes } from '../words/exit-codes.js'
import { followRun, type RunFollower } from './follow-run.js'
import { hostWorker } from './host-worker.js'
import { keepWorked, type Worked } from './keep-worked.js'
import { onTerminal, patiently } from './patiently.js'
import { runFailure, saidItself } from './run-failure.js'
import { onSignals } from './run-signals.js'
import { type RunHandle as Handle, type RunWait, startOrWait } from './start-run.js'
import { endAsDecided, sweepRuns } from './sweep-runs.js'
import { terminal } from './terminal.js'

/** How a run stands in the database whose execution did not say how it ended: lost, terminated, or timed out. */
const endedInRow = async (connected: Connected, handle: Handle, failure: RunFailure): Promise<RunWait> => {
  const { store } = connected
  const row = await selectRunOfExecution(store.database, handle.firstExecutionRunId)
  if (row === undefined) return { kind: 'not opened', failure, exitCode: exitCodeOf(failure.type) }
  // Nobody else may have looked at it yet.
  const fate = runFate(await executionKnown(connected, row.workflow_id, row.execution_id), Infinity)
  if (fate.kind === 'close') await endAsDecided(connected, row, fate)
  const { status, exit_code: exitCode } = await readRunRow(store, row.run_id)
  if (status === 'running') return { kind: 'not opened', failure, exitCode: exitCodeOf(failure.type) }
  return { kind: 'ended', summary: { runId: row.run_id, status, exitCode: exitCode ?? exitCodes.failed } }
}

const ended = async (connected: Connected, handle: Handle): Promise<RunWait> => {
  const waiting = onTerminal(terminal)
  try {
    return { kind: 'ended', summary: await patiently(() => handle.result(), waiting) }
  } catch (error) {
    const failure = runFailure(error)
    if (saidItself(error)) return { kind: 'not opened', failure, exitCode: exitCodeOf(failure.type) }
    return patiently(() => endedInRow(connected, handle, failure), waiting)
  }
}

const following = async (
  connected: Connected,
  study: string,
  request: RunRequest,
  worked: Worked,
  follow: (handle: Handle) => RunFollower,
): Promise<RunWait> => {
  const started = await startOrWait(connected, study, request, worked.failed)
  if (started.kind !== 'started') return started
  const { handle } = started
  const signals = onSignals(handle, terminal)
  const follower = follow(handle)
  const over = new AbortController()
  try {
    return await Promise.race([
      ended(connected, handle),
      signals.left,
      worked.failed.catch((error: unknown) => endUnworked(connected, handle, error, over.signal)),
    ])
  } finally {
    over.abort()
    await follower.stop()
    signals.off()
  }
}

/** Starts a run, works it where nobody else does, shows its progress, waits for its end and reports it. */
export const executeRun = async <T>(
  connected: Connected,
  study: string,
  request: RunRequest,
  report: (wait: RunWait) => Promise<T>,
): Promise<T> => {
  const queue = taskQueue(connected.installation.key.mark)
  const polled = await isPolled(connected, queue)
  if (polled) dropWorkflowThread().catch(() => undefined)
  const swept = sweepRuns(connected)
  let follower: RunFollower | null = null
  // A worker is connected while runs are swept, and takes no task before: a run that nobody holds would seem to be held.
  const host = (): Promise<RunningWorker> => hostWorker(connected, [queue], swept)
  const idle = (): number => (isWorkedElsewhere(process.env) ? 0 : (follower?.idle() ?? 0))
  const worked = keepWorked(host, idle, polled, terminal.progress)
  try {
    for (const line of await swept) terminal.progress(line)
    const wait = await following(connected, study, request, worked, ({ firstExecutionRunId }) => {
      follower = followRun(connected.store, firstExecutionRunId, terminal)
      return follower
    })
    // The worker is put away while the run is reported; how that went is asked below.
    worked.stop().catch(() => undefined)
    return await report(wait)
  } finally {
    await worked.stop()
  }
}
