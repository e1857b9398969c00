import { ApplicationFailure } from '@temporalio/activity'
import type { SiteOutcome } from '../../runs/contract.js'
import { type FindingsOfRun, findingsOfRun } from '../../runs/findings/findings-of-run.js'
import { type RunRow, type RunSiteRow, selectRun, selectRunSites } from '../../sql/runs.js'
import { retold, toldId } from '../../words/told.js'
import type { ActivityBench } from './performed-run.js'

/** A night to its report, in which sites may be refused. */
export interface JudgedNight {
  readonly run: RunRow
  readonly found: FindingsOfRun
  readonly sites: readonly RunSiteRow[]
  /** Why sites were refused, by site. */
  readonly refused: Readonly<Record<string, string>>
}

/** Runs the study of a bench as far as its numbers; a site that is refused keeps what was accepted last. */
export const nightWithRefusals = async (
  { activities, perform, request, database: { store } }: ActivityBench,
  execution: string,
): Promise<JudgedNight> => {
  const { runId, ingest } = await perform(activities.openRun, request, execution)
  const outcomes: SiteOutcome[] = []
  const refused: Record<string, string> = {}
  for (const site of ingest) {
    try {
      const { batchId } = await perform(activities.ingestSite, { runId, site }, execution)
      await perform(activities.harmonizeSite, { runId, site, batchId }, execution)
      await perform(activities.acceptSite, { runId, site, batchId }, execution)
      outcomes.push({ site, kind: 'batch', batchId })
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error
      refused[site] = error.message
      const failure = { type: toldId(error.type ?? 'Error'), message: retold(error.message) }
      outcomes.push({ site, kind: 'refused', failure })
    }
  }
  await perform(activities.settleSites, { runId, outcomes }, execution)
  await perform(activities.selectCohort, { runId }, execution)
  await perform(activities.matchCohort, { runId }, execution)
  await perform(activities.analyze, { runId }, execution)
  await perform(activities.closeRun, { runId, ending: { kind: 'reported' } }, execution)
  const run = await selectRun(store.database, runId)
  if (run === undefined) throw new Error('the run is not there')
  return { run, refused, found: await findingsOfRun(store, run), sites: await selectRunSites(store.database, runId) }
}
