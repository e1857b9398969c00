import { createHash } from 'node:crypto'
import { isAbsolute, join } from 'node:path'
import { activityInfo } from '@temporalio/activity'
import { identityKey } from '../harmonize/identity-key.js'
import { type LoadedStudy, loadStudy } from '../protocol/load-study.js'
import { json } from '../sql/json.js'
import { insertProtocol, insertRun, selectLastReported, selectRunOfExecution, selectRunSites } from '../sql/runs.js'
import { codeVersion, libraryVersions } from './code-version.js'
import type { OpenedRun, RunRequest } from './contract.js'
import type { Dependencies } from './dependencies.js'
import { DataCutRefused, NothingToReuse } from './run-errors.js'
import { studyTime } from './study-day.js'

const runIdOf = (instant: Date, timeZone: string, executionId: string): string => {
  const digits = studyTime(instant, timeZone).slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
  return `${digits}-${createHash('sha256').update(executionId).digest('hex').slice(0, 4)}`
}

const refuseCut = ({ study }: LoadedStudy, request: RunRequest): void => {
  if (request.dataCut === null) return
  if (study.time === 'day offsets') {
    throw new DataCutRefused(
      "this study counts days since each subject's index, so there is no date to cut at; leave --data-cut out",
    )
  }
}

const touched = async (
  store: Dependencies['store'],
  study: LoadedStudy,
  request: RunRequest,
): Promise<Pick<OpenedRun, 'ingest' | 'reuse'>> => {
  const all = study.study.sites
  if (request.sites === null) return { ingest: all, reuse: [] }
  const unknown = request.sites.filter(site => !all.includes(site))
  if (unknown.length > 0)
    throw new NothingToReuse(`no site ${unknown.join(', ')} in the study; its sites are ${all.join(', ')}`)
  const last = await selectLastReported(store.database, study.study.study, null)
  if (last === undefined)
    throw new NothingToReuse('the study has no earlier report whose sites could be reused; use run')
  const usable = new Set(
    (await selectRunSites(store.database, last.run_id)).filter(row => row.batch_id !== null).map(row => row.site),
  )
  const ingest = all.filter(site => (request.sites ?? []).includes(site) || !usable.has(site))
  return { ingest, reuse: all.filter(site => !ingest.includes(site)) }
}

/** Mints a run: its id, its start in the study's zone, the code's version, the protocol whole; once for one execution. */
export const openRun = async ({ store, clock, environment }: Dependencies, request: RunRequest): Promise<OpenedRun> => {
  const { workflowExecution } = activityInfo()
  const executionId = workflowExecution?.runId ?? 'no execution'
  const loaded = await loadStudy(request.studyFolder)
  refuseCut(loaded, request)
  const { ingest, reuse } = await touched(store, loaded, request)
  const known = await selectRunOfExecution(store.database, executionId)
  if (known !== undefined) return { runId: known.run_id, study: known.study, ingest, reuse }
  const now = clock()
  const key = identityKey(environment, loaded.study.data)
  const last = await selectLastReported(store.database, loaded.study.study, null)
  const exportsFolder = request.exportsFolder ?? loaded.study.exports
  await insertProtocol(store.database, loaded.protocolHash, loaded.study.study, loaded.resolved)
  const run = await insertRun(store.database, {
    run_id: runIdOf(now, loaded.study.timeZone, executionId),
    study: loaded.study.study,
    workflow_id: workflowExecution?.workflowId ?? 'no workflow',
    execution_id: executionId,
    kind: request.kind,
    started_at: now.toISOString(),
    started_by: request.startedBy,
    reason: request.reason,
    study_folder: request.studyFolder,
    exports_folder: isAbsolute(exportsFolder) ? exportsFolder : join(request.studyFolder, exportsFolder),
    out_folder: request.outFolder,
    data_cut: request.dataCut,
    data_cut_asked: request.dataCut,
    code_version: codeVersion(),
    library_versions: json(libraryVersions()),
    key_fingerprint: key.fingerprint,
    protocol_hash: loaded.protocolHash,
    previous_run_id: last?.run_id ?? null,
    status: 'running',
  })
  return { runId: run.run_id, study: run.study, ingest, reuse }
}
