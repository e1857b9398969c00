import { activityInfo } from '@temporalio/activity'
import { isStudyThere } from '../installation/registered-places.js'
import { isNotOpened } from '../installation/not-opened.js'
import { loadOperations } from '../protocol/load/load-study.js'
import type { Operations } from '../protocol/language/operations.js'
import { json } from '../sql/json.js'
import { insertProtocol, insertRun } from '../sql/runs.js'
import { retold, told, toldId } from '../words/told.js'
import { codeVersion, libraryVersions } from '../stages/code-version.js'
import type { RunFailure, RunRequest } from '../runs/contract.js'
import type { Dependencies } from '../stages/dependencies.js'
import { runIdOf } from './mint-run.js'
import { raiseFailed } from '../nights/raise-alarms.js'
import { operationsKnown } from '../nights/operations-known.js'
import { exitCodes } from '../words/exit-codes.js'

/** The protocol of a run whose study could not be read: none. */
const noProtocol = '-'

/** The folders of a run that named none which are known here. */
const nowhere = '-'

/** What is kept of a request that could not be opened: nothing of it is believed. */
const unknownRequest: Pick<RunRequest, 'kind' | 'startedBy' | 'reason' | 'dataCut' | 'place'> = {
  kind: 'nightly',
  startedBy: 'nobody known',
  reason: null,
  dataCut: null,
  place: nowhere,
}

/** A run that could not be opened: what was asked, and why it failed. */
export interface FailedOpening {
  readonly study: string
  readonly request: RunRequest
  readonly failure: RunFailure
}

/**
 * Writes down that a run failed before it was opened, as where its study's files are broken: a night that ends like this has a row
 * and an alarm like every other. How the study is run is read by itself; where that is broken too, or gone, the last run or the
 * nights as they were set know.
 */
export const recordFailedOpening = async (
  { store, clock, installation }: Dependencies,
  { study, request: asked, failure }: FailedOpening,
): Promise<void> => {
  const { workflowExecution } = activityInfo()
  const workflowId = workflowExecution?.workflowId ?? 'no workflow'
  const executionId = workflowExecution?.runId ?? 'no execution'
  const request = isNotOpened(asked) ? unknownRequest : asked
  const place = installation.places.resolve(request.place)
  const known = (): Promise<Operations> => operationsKnown(store, study)
  const there = place !== undefined && isStudyThere(place.studyFolder)
  const operations = await (there ? loadOperations(place.studyFolder).catch(known) : known())
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
    study_folder: place?.studyFolder ?? nowhere,
    exports_folder: place?.exportsFolder ?? place?.studyFolder ?? nowhere,
    out_folder: place?.outFolder ?? nowhere,
    data_cut: null,
    data_cut_asked: request.dataCut,
    code_version: codeVersion(),
    library_versions: json(libraryVersions()),
    key_check: '-',
    protocol_hash: noProtocol,
    previous_run_id: null,
    operations: json(operations),
    status: 'failed',
    exit_code: exitCodes.failed,
    failure: told`${toldId(failure.type)}: ${retold(failure.message)}`,
    finished_at: now.toISOString(),
  })
  // A run that was opened after all has a row of its own, and its own end.
  if (run.status === 'failed') await raiseFailed({ store, clock }, run, failure.type)
}
