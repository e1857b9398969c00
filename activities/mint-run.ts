import { createHash } from 'node:crypto'
import { isAbsolute, join } from 'node:path'
import type { Place } from '../installation/registered-places.js'
import type { LoadedStudy } from '../protocol/load/load-study.js'
import { json } from '../sql/json.js'
import { insertProtocol, insertRun, type NewRun, type RunRow } from '../sql/runs.js'
import { codeVersion, libraryVersions } from '../stages/code-version.js'
import type { RunRequest } from '../runs/contract.js'
import type { Dependencies } from '../stages/dependencies.js'
import { studyTime } from '../runs/study-day.js'
import { retold } from '../words/told.js'

/** The execution that a run belongs to: one execution has one run. */
export interface RunExecution {
  readonly workflowId: string
  readonly executionId: string
}

/** The id of a run: its start in the study's zone, and a mark of its execution. */
export const runIdOf = (instant: Date, timeZone: string, executionId: string): string => {
  const digits = studyTime(instant, timeZone).slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
  return `${digits}-${createHash('sha256').update(executionId).digest('hex').slice(0, 4)}`
}

/** Writes the row of a new run: its id, its start in the study's zone, the code's version, the protocol whole. */
export const mintRun = async (
  { store, clock, installation }: Pick<Dependencies, 'store' | 'clock' | 'installation'>,
  request: RunRequest,
  { exportsFolder: named, outFolder }: Pick<Place, 'exportsFolder' | 'outFolder'>,
  loaded: LoadedStudy,
  { workflowId, executionId }: RunExecution,
  own: Pick<NewRun, 'key_check' | 'previous_run_id' | 'status'> & Partial<NewRun>,
): Promise<RunRow> => {
  const now = clock()
  const exportsFolder = named ?? loaded.study.exports
  await insertProtocol(store.database, loaded.protocolHash, loaded.study.study, loaded.resolved)
  return insertRun(store.database, {
    run_id: runIdOf(now, loaded.study.timeZone, executionId),
    study: loaded.study.study,
    workflow_id: workflowId,
    execution_id: executionId,
    kind: request.kind,
    started_at: now.toISOString(),
    started_by: request.startedBy,
    reason: request.reason === null ? null : retold(request.reason),
    study_folder: loaded.folder,
    exports_folder: isAbsolute(exportsFolder) ? exportsFolder : join(loaded.folder, exportsFolder),
    out_folder: outFolder,
    data_cut: request.dataCut,
    data_cut_asked: request.dataCut,
    code_version: codeVersion(),
    library_versions: json(libraryVersions()),
    protocol_hash: loaded.protocolHash,
    operations: json(loaded.operations),
    installation: installation.key.mark,
    afresh: request.afresh ?? null,
    ...own,
  })
}
