import { WorkflowNotFoundError } from '@temporalio/client'
import { raiseFailed } from '../nights/raise-alarms.js'
import { mayGoOnElsewhere, quietMilliseconds, type RunFate, runFate } from '../runs/run-fate.js'
import { commonQueue } from '../stages/task-queue.js'
import type { InstallationKey } from '../installation/installation-key.js'
import { raiseAlarm } from '../sql/alarms.js'
import { endRun, type RunRow, selectGoingOn, selectLastEventAt, selectRunOfExecution } from '../sql/runs.js'
import { studyOfRun } from '../workflows/study-run-id.js'
import { told, toldId } from '../words/told.js'
import type { Connected } from './with-services.js'
import { executionKnown } from './execution-known.js'
import { exitCodes } from '../words/exit-codes.js'

type Reached = Pick<Connected, 'client' | 'services' | 'store'>
/** What a look at runs needs: both services, and the mark of its own installation. */
export type Swept = Reached & { readonly installation: { readonly key: Pick<InstallationKey, 'mark'> } }

const clock = (): Date => new Date()

/** Terminates an execution; one that is gone needs no end. */
export const terminate = async (
  { client }: Reached,
  workflowId: string,
  executionId: string,
  why: string,
): Promise<void> => {
  try {
    await client.workflow.getHandle(workflowId, executionId).terminate(why)
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
  }
}

/** Ends a run as decided over it: its execution first, then its row; returns whether the row was still open. */
export const endAsDecided = async (
  swept: Reached,
  run: RunRow,
  fate: Exclude<RunFate, { readonly kind: 'leave' }>,
): Promise<boolean> => {
  const { type, message } = fate.failure
  if (fate.kind === 'terminate') await terminate(swept, run.workflow_id, run.execution_id, type)
  const failure = told`${type}: ${message}`
  const end = { status: fate.status, exit_code: exitCodes.failed, failure, finished_at: clock().toISOString() }
  const ended = await endRun(swept.store.database, run.run_id, end)
  if (ended && fate.status === 'failed') await raiseFailed({ store: swept.store, clock }, run, type)
  return ended
}

/** How many milliseconds a run has been quiet: since its last word, or since it was opened. */
export const quietOf = async ({ store }: Pick<Reached, 'store'>, run: RunRow): Promise<number> => {
  const last = (await selectLastEventAt(store.database, run.run_id)) ?? run.started_at
  return clock().getTime() - Date.parse(last)
}

const sweepRun = async (swept: Swept, run: RunRow): Promise<string | null> => {
  const execution = await executionKnown(swept, run.workflow_id, run.execution_id)
  const quiet = await quietOf(swept, run)
  if (mayGoOnElsewhere(run, swept.installation.key.mark, execution, quiet)) return null
  const fate = runFate(execution, quiet)
  if (fate.kind === 'leave' || !(await endAsDecided(swept, run, fate))) return null
  return `run ${run.run_id} of ${run.study} is ended: ${fate.failure.type}, ${fate.failure.message}`
}

// A run whose worker went before it was opened has no row, and would stand in the way of its study all the same.
const sweepUnopened = async (swept: Swept): Promise<readonly string[]> => {
  const lines: string[] = []
  const open = swept.client.workflow.list({ query: "WorkflowType = 'runStudy' AND ExecutionStatus = 'Running'" })
  const own = `${commonQueue(swept.installation.key.mark)}-`
  for await (const { workflowId, runId, startTime, taskQueue } of open) {
    // Another installation's run has its row in another database.
    if (!taskQueue.startsWith(own)) continue
    const quiet = clock().getTime() - startTime.getTime()
    if (quiet < quietMilliseconds) continue
    if ((await selectRunOfExecution(swept.store.database, runId)) !== undefined) continue
    const fate = runFate(await executionKnown(swept, workflowId, runId), quiet)
    if (fate.kind !== 'terminate') continue
    await terminate(swept, workflowId, runId, fate.failure.type)
    const study = studyOfRun(workflowId) ?? workflowId
    const words = told`A run of ${toldId(study)} was never opened: ${fate.failure.message}`
    const alarm = { alarm_key: `execution/${runId}`, study, kind: 'run failed' as const, words }
    await raiseAlarm(swept.store.database, { ...alarm, raised_at: clock().toISOString() })
    lines.push(words)
  }
  return lines
}

/** Ends every run that its row calls running and that nobody holds, and tells of each. */
export const sweepRuns = async (swept: Swept): Promise<readonly string[]> => {
  const lines: string[] = []
  for (const run of await selectGoingOn(swept.store.database)) {
    const line = await sweepRun(swept, run)
    if (line !== null) lines.push(line)
  }
  return [...lines, ...(await sweepUnopened(swept))]
}
