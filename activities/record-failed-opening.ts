import { activityInfo } from '@temporalio/activity'
import { loadOperations } from '../protocol/load-study.js'
import { noOperations } from '../protocol/operations.js'
import { json } from '../sql/json.js'
import { insertProtocol, insertRun, selectLastOf } from '../sql/runs.js'
import { retold, told, toldId } from '../words/told.js'
import { codeVersion, libraryVersions } from './code-version.js'
import type { RunFailure, RunRequest } from './contract.js'
import type { Dependencies } from './dependencies.js'
import { runIdOf } from './mint-run.js'
import { raiseFailed } from './raise-alarms.js'
import { operationsOf } from './run-context.js'

const failedCode = 5

/** The protocol of a run whose study could not be read: none. */
const noProtocol = '-'

/**
 * Writes down that a run failed before it was opened, as where its study's files are broken: a night that ends so has a row
 * and an alarm like every other. How the study is run is read by itself; where that is broken too, the last run knows.
 */
export const recordFailedOpening = async (
  { store, clock }: Dependencies,
  { study, request, failure }: { readonly study: string; readonly request: RunRequest; readonly failure: RunFailure },
): Promise<void> => {
  const { workflowExecution } = activityInfo()
  const workflowId = workflowExecution?.workflowId ?? 'no workflow'
  const executionId = workflowExecution?.runId ?? 'no execution'
  const last = await selectLastOf(store.database, study)
  const operations = await loadOperations(request.studyFolder).catch(() =>
    last === undefined ? noOperations : operationsOf(last),
  )
  const now = clock()
  await insertProtocol(store.database, noProtocol, noProtocol, null)
  const run = await insertRun(store.database, {
    run_id: runIdOf(now, 'UTC', executionId),
    study,
    workflow_id: workflowId,
    execution_id: executionId,
    kind: request.kind,
    started_at: now.toISOString(),
    started_by: request.startedBy,
    reason: request.reason,
    study_folder: request.studyFolder,
    exports_folder: request.exportsFolder ?? request.studyFolder,
    out_folder: request.outFolder,
    data_cut: null,
    data_cut_asked: request.dataCut,
    code_version: codeVersion(),
    library_versions: json(libraryVersions()),
    key_check: '-',
    protocol_hash: noProtocol,
    previous_run_id: null,
    operations: json(operations),
    status: 'failed',
    exit_code: failedCode,
    failure: told`${toldId(failure.type)}: ${retold(failure.message)}`,
    finished_at: now.toISOString(),
  })
  // A run that was opened after all has a row of its own, and its own end.
  if (run.status === 'failed') await raiseFailed({ store, clock }, run, failure.type)
}
