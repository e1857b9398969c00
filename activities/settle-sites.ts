import type { Insertable } from 'kysely'
import { type BatchRow, selectBatch, selectLastGoodBatch } from '../sql/batches.js'
import { replaceRunSites, selectRunSites, updateRun } from '../sql/runs.js'
import { writeStage } from '../sql/stages.js'
import type { RunSiteTable } from '../sql/tables.js'
import type { SiteOutcome } from './contract.js'
import type { Dependencies } from './dependencies.js'
import { type RunContext, readRun } from './run-context.js'
import { studyDay } from './study-day.js'

type RunSite = Insertable<RunSiteTable>

const withBatch = (
  runId: string,
  site: string,
  state: RunSiteTable['state'],
  batch: BatchRow,
  outcome?: SiteOutcome,
): RunSite => ({
  run_id: runId,
  site,
  state,
  batch_id: batch.batch_id,
  data_date: batch.data_date,
  mapping_hash: batch.mapping_hash,
  failure_kind: outcome?.kind === 'refused' ? outcome.failure.type : null,
  reason: outcome?.kind === 'refused' ? outcome.failure.message : null,
})

const leftOut = (
  runId: string,
  site: string,
  failure: { readonly type: string; readonly message: string },
): RunSite => ({
  run_id: runId,
  site,
  state: 'left out',
  batch_id: null,
  data_date: null,
  mapping_hash: '',
  failure_kind: failure.type,
  reason: failure.message,
})

const settle = async (
  { store }: Dependencies,
  { run }: RunContext,
  site: string,
  outcome: SiteOutcome | undefined,
): Promise<RunSite> => {
  if (outcome?.kind === 'batch') {
    const batch = await selectBatch(store.database, outcome.batchId)
    if (batch !== undefined) return withBatch(run.run_id, site, 'fresh', batch)
  }
  if (outcome === undefined && run.previous_run_id !== null) {
    const before = (await selectRunSites(store.database, run.previous_run_id)).find(row => row.site === site)
    const batch = before?.batch_id == null ? undefined : await selectBatch(store.database, before.batch_id)
    // What stood in for a refused export last time still does: the report stays provisional until the site delivers.
    if (batch !== undefined && before?.state === 'last good batch') {
      return {
        ...withBatch(run.run_id, site, 'last good batch', batch),
        failure_kind: before.failure_kind,
        reason: before.reason,
      }
    }
    if (batch !== undefined) return withBatch(run.run_id, site, 'reused', batch)
  }
  const batch = await selectLastGoodBatch(store.database, run.study, site)
  if (batch !== undefined) return withBatch(run.run_id, site, 'last good batch', batch, outcome)
  return leftOut(
    run.run_id,
    site,
    outcome?.kind === 'refused' ? outcome.failure : { type: 'NothingToReuse', message: 'no batch of this site' },
  )
}

/**
 * Settles which batch each site brings: tonight's, the last run's where the site is not touched, the last good one where
 * tonight's export was refused, or none; and the data cut: as asked, else the latest export's day.
 */
export const settleSites = async (
  dependencies: Dependencies,
  { runId, outcomes }: { readonly runId: string; readonly outcomes: readonly SiteOutcome[] },
): Promise<void> => {
  const started = dependencies.clock().getTime()
  const context = await readRun(dependencies, runId)
  const sites = await Promise.all(
    context.study.sites.map(site =>
      settle(
        dependencies,
        context,
        site,
        outcomes.find(outcome => outcome.site === site),
      ),
    ),
  )
  const days = sites.flatMap(site => (site.data_date == null ? [] : [site.data_date])).sort()
  const latest = days.at(-1) ?? studyDay(new Date(context.run.started_at), context.study.timeZone)
  const cut = context.study.time === 'day offsets' ? null : (context.run.data_cut_asked ?? latest)
  await writeStage(dependencies.store, runId, 'settle', started, dependencies.clock, async ({ database }) => {
    await replaceRunSites(database, runId, sites)
    await updateRun(database, runId, { data_cut: cut })
    return sites.length
  })
}
