import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client'
import { taskQueue } from '../stages/task-queue.js'
import { SchemaNewerThanCode } from '../sql/errors.js'
import { selectRunOfExecution } from '../sql/runs.js'
import { told } from '../words/told.js'
import type { Connected } from './with-services.js'
import { isPolled } from './execution-known.js'
import { onTerminal, patiently } from './patiently.js'
import { endAsDecided, sweepRuns, terminate } from './sweep-runs.js'
import { terminal } from './terminal.js'

const pause = 10_000

type Handle = Pick<WorkflowHandleWithFirstExecutionRunId, 'workflowId' | 'firstExecutionRunId'>

const end = async (connected: Connected, { workflowId, firstExecutionRunId }: Handle): Promise<void> => {
  const message = told`no worker could be hosted for it, and nobody else was there`
  const failure = { type: told`RunTerminated`, message }
  const row = await selectRunOfExecution(connected.store.database, firstExecutionRunId)
  if (row === undefined) await terminate(connected, workflowId, firstExecutionRunId, failure.type)
  else await endAsDecided(connected, row, { kind: 'terminate', status: 'failed', failure })
}

/**
 * What becomes of a run whose command cannot host a worker, or lost the one that it had for good: nobody else polls, so it is
 * ended and does not stand in the next one's way; others do, so it is waited for, and ended only as every run is that nobody
 * holds. Of a schema that is newer than this code the newer code ends it.
 */
export const endUnworked = async (
  connected: Connected,
  handle: Handle,
  error: unknown,
  over: AbortSignal,
): Promise<never> => {
  if (error instanceof SchemaNewerThanCode) throw error
  const line = `No worker could be hosted: ${error instanceof Error ? error.message : String(error)}`
  // A worker of this command's own that was there before is listed for a while.
  const own = `${String(process.pid)}@${hostname()}`
  const others = (): Promise<boolean> => isPolled(connected, taskQueue(connected.installation.key.mark), own)
  if (!(await patiently(others, onTerminal(terminal)))) {
    terminal.progress(line)
    await end(connected, handle)
    throw error
  }
  terminal.progress(`${line}; other workers go on with the run`)
  const goesOn = (): Promise<boolean> => sleep(pause, true, { signal: over }).catch(() => false)
  while (await goesOn())
    for (const line of await patiently(() => sweepRuns(connected), onTerminal(terminal))) terminal.progress(line)
  throw error
}
