import {
  CancellationScope,
  executeChild,
  isCancellation,
  patched,
  proxyActivities,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow'
import type { OpenedRun, RunRequest, RunSummary, SiteOutcome } from '../runs/contract.js'
import type { Activities } from '../activities/create-activities.js'
import { causeOf } from './cause-of.js'
import { ingestSite } from './ingest-site.js'
import { studyOfRun } from './study-run-id.js'
import { closing, computing, endsAtOnce, mailing } from './waiting.js'
import { keptActivities } from '../words/stages.js'

const computed = proxyActivities<Activities>(computing)
const { openRun, lookAtSites, settleSites, judgeDay, compareReport, render } = computed
const { closeRun, recordFailedOpening } = proxyActivities<Activities>(closing)
const { send } = proxyActivities<Activities>(mailing)

/**
 * One run of a study, from exports to mail. It carries references only; its history is bounded by about 30 events and 10
 * a site with new exports. One site's failure does not stop the others.
 */
export async function runStudy(request: RunRequest): Promise<RunSummary> {
  const run = await open(request)
  const of = { runId: run.runId }
  try {
    await settleSites({ ...of, outcomes: await ingestAll(run) })
    // Histories from before the day was judged have no such step.
    if (patched('the-day-is-judged')) await judgeDay(of)
    for (const stage of keptActivities) await computed[stage](of)
    const { equals } = await compareReport(of)
    if (equals === null) await render(of)
    await send({ ...of, equals })
    return await closeRun({ ...of, ending: equals === null ? { kind: 'reported' } : { kind: 'unchanged', equals } })
  } catch (error) {
    const ending = isCancellation(error)
      ? ({ kind: 'cancelled' } as const)
      : ({ kind: 'failed', failure: causeOf(error) } as const)
    return CancellationScope.nonCancellable(() => closeRun({ ...of, ending }))
  }
}

setWorkflowOptions(endsAtOnce, runStudy)

/** Opens the run; where that cannot be done, it is a failed run all the same, so that nobody has to miss it to know. */
const open = async (request: RunRequest): Promise<OpenedRun> => {
  try {
    return await openRun(request)
  } catch (error) {
    // Histories from before failed openings were recorded have no such step.
    if (!isCancellation(error) && patched('failed-openings-are-recorded'))
      await recordFailedOpening({
        study: studyOfRun(workflowInfo().workflowId) ?? '-',
        request,
        failure: causeOf(error),
      })
    throw error
  }
}

const ingestAll = async ({ runId, ingest }: OpenedRun): Promise<SiteOutcome[]> => {
  // Histories from before sites were looked at together have no such step.
  const isLookedAt = ingest.length > 0 && patched('sites-are-looked-at-together')
  const found = isLookedAt ? await lookAtSites({ runId, sites: ingest }) : []
  const unchanged = new Map(found.map(({ site, batchId }) => [site, batchId]))
  return Promise.all(
    ingest.map(async (site): Promise<SiteOutcome> => {
      const known = unchanged.get(site)
      if (known !== undefined) return { site, kind: 'batch', batchId: known }
      try {
        const workflowId = `${workflowInfo().workflowId}/${runId}/${site}`
        const { batchId } = await executeChild(ingestSite, { workflowId, args: [{ runId, site }] })
        return { site, kind: 'batch', batchId }
      } catch (error) {
        if (isCancellation(error)) throw error
        return { site, kind: 'refused', failure: causeOf(error) }
      }
    }),
  )
}
