import { activityInfo } from '@temporalio/activity'
import { selectRuns } from '../sql/runs.js'
import type { RunRequest, RunSummary } from '../runs/contract.js'
import type { Dependencies } from '../stages/dependencies.js'
import { mintRun, type RunExecution } from './mint-run.js'
import { placeOf, studyOfPlace } from './place-of.js'
import { retold, told, toldId } from '../words/told.js'
import { exitCodes } from '../words/exit-codes.js'

/** The run of a study that goes on, in words; it may be on its way in or out. */
export const runGoingOn = async ({ store }: Pick<Dependencies, 'store'>, study: string): Promise<string> => {
  const going = (await selectRuns(store.database, study, 20)).find(({ status }) => status === 'running')
  return going === undefined ? 'another run' : `run ${going.run_id} (${going.kind}, by ${going.started_by})`
}

/** Writes down that a run was skipped because another one of its study was going on all the while. */
export const recordSkipped = async (
  dependencies: Pick<Dependencies, 'store' | 'clock' | 'installation'>,
  request: RunRequest,
  execution: RunExecution,
): Promise<RunSummary> => {
  const place = placeOf(dependencies, request)
  const loaded = await studyOfPlace(place, request)
  const going = await runGoingOn(dependencies, loaded.study.study)
  const run = await mintRun(dependencies, request, place, loaded, execution, {
    key_check: '-',
    previous_run_id: null,
    status: 'skipped',
    exit_code: exitCodes.failed,
    failure: told`RunSkipped: ${retold(going)} was still going on after the time that a run waits for another one`,
    finished_at: dependencies.clock().toISOString(),
  })
  return { runId: run.run_id, status: 'skipped', exitCode: exitCodes.failed }
}

/** Skips a night: it becomes a row of its own, so that nobody has to miss it to know. */
export const skipRun = (dependencies: Dependencies, request: RunRequest): Promise<RunSummary> => {
  const { workflowExecution } = activityInfo()
  return recordSkipped(dependencies, request, {
    workflowId: workflowExecution?.workflowId ?? 'no workflow',
    executionId: workflowExecution?.runId ?? 'no execution',
  })
}

/** Says on the worker's own terminal what a night waits for. */
export const tellWaiting = async (dependencies: Dependencies, { study }: { readonly study: string }): Promise<void> => {
  process.stderr.write(
    `${told`the night of ${toldId(study)} waits up to an hour for ${retold(await runGoingOn(dependencies, study))}`}\n`,
  )
}
