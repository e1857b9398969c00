import {
  CancellationScope,
  executeChild,
  isCancellation,
  proxyActivities,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow'
import type { OpenedRun, RunRequest, RunSummary, SiteOutcome } from '../activities/contract.js'
import type { Activities } from '../activities/create-activities.js'
import { causeOf } from './cause-of.js'
import { ingestSite } from './ingest-site.js'
import { computing, endsAtOnce, mailing } from './waiting.js'

const { openRun, settleSites, selectCohort, deriveEndpoints, matchCohort, analyze, render, closeRun } =
  proxyActivities<Activities>(computing)
const { send } = proxyActivities<Activities>(mailing)

/**
 * One run of a study, from exports to mail. It carries references only; its history is bounded by about 30 events and 10
 * a site. One site's failure does not stop the others.
 */
export async function runStudy(request: RunRequest): Promise<RunSummary> {
  const run = await openRun(request)
  const of = { runId: run.runId }
  try {
    await settleSites({ ...of, outcomes: await ingestAll(run) })
    await selectCohort(of)
    await deriveEndpoints(of)
    await matchCohort(of)
    await analyze(of)
    await render(of)
    await send(of)
    return await closeRun({ ...of, ending: { kind: 'reported' } })
  } catch (error) {
    const ending = isCancellation(error)
      ? ({ kind: 'cancelled' } as const)
      : ({ kind: 'failed', failure: causeOf(error) } as const)
    return CancellationScope.nonCancellable(() => closeRun({ ...of, ending }))
  }
}

setWorkflowOptions(endsAtOnce, runStudy)

const ingestAll = ({ runId, ingest }: OpenedRun): Promise<SiteOutcome[]> =>
  Promise.all(
    ingest.map(async (site): Promise<SiteOutcome> => {
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
