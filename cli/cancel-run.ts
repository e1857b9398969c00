import { setTimeout as sleep } from 'node:timers/promises'
import { WorkflowNotFoundError } from '@temporalio/client'
import { mayGoOnElsewhere, type RunFate } from '../runs/run-fate.js'
import { type RunRow, selectRun } from '../sql/runs.js'
import { type Told, told } from '../words/told.js'
import type { Connected } from './with-services.js'
import { executionKnown } from './execution-known.js'
import { statusText } from './run-lines.js'
import { endAsDecided, quietOf, type Swept } from './sweep-runs.js'

const patience = 15_000
const pause = 200

/** How asking a run to end went on: it ended, its worker ends the stage at hand first, nobody was there, or it is not ours to end. */
export type CancelOutcome = 'ended' | 'asked' | 'nobody there' | 'elsewhere'

const ask = async ({ client }: Pick<Connected, 'client'>, run: RunRow): Promise<void> => {
  try {
    await client.workflow.getHandle(run.workflow_id, run.execution_id).cancel()
  } catch (error) {
    // Temporal lost it, or it has just ended: what it is now is asked below.
    if (!(error instanceof WorkflowNotFoundError)) throw error
  }
}

const isOpen = async ({ store }: Pick<Connected, 'store'>, runId: string): Promise<boolean> =>
  (await selectRun(store.database, runId))?.status === 'running'

const cancelled = (kind: 'close' | 'terminate', type: Told, message: Told): Exclude<RunFate, { kind: 'leave' }> => ({
  kind,
  status: 'cancelled',
  failure: { type, message },
})

/** Ends a run: it is asked, waited for shortly, and ended from outside where nobody works it. */
export const cancelRun = async (connected: Swept, run: RunRow, milliseconds = patience): Promise<CancelOutcome> => {
  await ask(connected, run)
  const until = Date.now() + milliseconds
  for (;;) {
    if (!(await isOpen(connected, run.run_id))) return 'ended'
    const execution = await executionKnown(connected, run.workflow_id, run.execution_id)
    if (mayGoOnElsewhere(run, connected.installation.key.mark, execution, await quietOf(connected, run)))
      return 'elsewhere'
    if (execution.kind !== 'running') {
      // Its own last word may be on its way to the database.
      await sleep(pause)
      const fate = cancelled('close', told`RunLost`, told`it was cancelled, and Temporal knew nothing of it any more`)
      await endAsDecided(connected, run, fate)
      return 'ended'
    }
    if (Date.now() >= until) {
      if (execution.polled) return 'asked'
      const fate = cancelled(
        'terminate',
        told`RunTerminated`,
        told`it was cancelled, and no worker was there to end it`,
      )
      await endAsDecided(connected, run, fate)
      return 'nobody there'
    }
    await sleep(pause)
  }
}

/** What a person is shown of how a run ended that was cancelled. */
export const cancelLine = (runId: string, outcome: CancelOutcome, status: RunRow['status']): string => {
  if (outcome === 'asked') return `run ${runId} is asked to end; its worker ends the stage at hand first`
  if (outcome === 'elsewhere')
    return (
      `run ${runId} is not ended: another installation that shares this database works it, with a Temporal server that is not ` +
      'the one at hand; give the command there, or name that server by TEMPORAL_ADDRESS'
    )
  const ended = `run ${runId} has ended: ${statusText(status)}`
  return outcome === 'ended' ? ended : `${ended}; no worker was there, so it was ended from outside`
}
