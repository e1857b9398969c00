import { activityInfo } from '@temporalio/activity'
import type { LoadedStudy } from '../protocol/load/load-study.js'
import { type RunRow, selectLastReported, selectRun, selectRunOfExecution, selectRunSites } from '../sql/runs.js'
import type { OpenedRun, RunRequest } from '../runs/contract.js'
import type { Dependencies } from '../stages/dependencies.js'
import { keyOfStudy } from './key-of-study.js'
import { maskedReason } from '../runs/masked-reason.js'
import { mintRun } from './mint-run.js'
import { placeOf, studyOfPlace } from './place-of.js'
import { readRun } from '../runs/run-context.js'
import { DataCutRefused, NothingToReuse } from '../stages/run-errors.js'
import { retold, told, toldAll, toldId } from '../words/told.js'

const refuseCut = ({ study }: LoadedStudy, request: RunRequest): void => {
  if (request.dataCut === null) return
  if (study.time === 'day offsets') {
    throw new DataCutRefused(
      told`this study counts days since each subject's index, so there is no date to cut at; leave --data-cut out`,
    )
  }
}

const touched = async (
  { database }: Dependencies['store'],
  { study }: Pick<LoadedStudy, 'study'>,
  request: RunRequest,
  last: RunRow | undefined,
  keyCheck: string,
): Promise<Pick<OpenedRun, 'ingest' | 'reuse'>> => {
  const all = study.sites
  if (request.sites === null) return { ingest: all, reuse: [] }
  const unknown = request.sites.filter(site => !all.includes(site))
  if (unknown.length > 0)
    throw new NothingToReuse(
      told`no site ${toldAll(unknown.map(toldId))} in the study; its sites are ${toldAll(all.map(toldId))}`,
    )
  if (last === undefined)
    throw new NothingToReuse(told`the study has no earlier report whose sites could be reused; use run`)
  const usable = last.key_check === keyCheck ? await sitesWithBatch(database, last.run_id) : new Set<string>()
  const ingest = all.filter(site => (request.sites ?? []).includes(site) || !usable.has(site))
  return { ingest, reuse: all.filter(site => !ingest.includes(site)) }
}

const sitesWithBatch = async (
  database: Dependencies['store']['database'],
  runId: string,
): Promise<ReadonlySet<string>> =>
  new Set((await selectRunSites(database, runId)).filter(row => row.batch_id !== null).map(row => row.site))

/** What an earlier attempt at the same opening minted; the files and the last run may be others by now. */
const openedBefore = async (
  { store }: Pick<Dependencies, 'store'>,
  request: RunRequest,
  known: RunRow,
): Promise<OpenedRun> => {
  const last = known.previous_run_id === null ? undefined : await selectRun(store.database, known.previous_run_id)
  const sites = await touched(store, await readRun({ store }, known.run_id), request, last, known.key_check)
  return { runId: known.run_id, study: known.study, ...sites }
}

/** Mints a run: its id, its start in the study's zone, the code's version, the protocol whole; once for one execution. */
export const openRun = async (dependencies: Dependencies, request: RunRequest): Promise<OpenedRun> => {
  const { store } = dependencies
  const { workflowExecution } = activityInfo()
  const executionId = workflowExecution?.runId ?? 'no execution'
  const known = await selectRunOfExecution(store.database, executionId)
  if (known !== undefined) return openedBefore(dependencies, request, known)
  const place = placeOf(dependencies, request)
  const loaded = await studyOfPlace(place, request)
  refuseCut(loaded, request)
  const { key, check } = await keyOfStudy(dependencies, loaded.study)
  const last = await selectLastReported(store.database, loaded.study.study, null)
  await touched(store, loaded, request, last, check)
  const execution = { workflowId: workflowExecution?.workflowId ?? 'no workflow', executionId }
  const own = { key_check: check, previous_run_id: last?.run_id ?? null, status: 'running' } as const
  const reason =
    request.reason === null ? null : await maskedReason(store, key, loaded.study.study, retold(request.reason))
  const run = await mintRun(dependencies, { ...request, reason }, place, loaded, execution, own)
  // Two attempts at once mint one run: what it reuses follows from the run that came to be.
  return openedBefore(dependencies, request, run)
}
