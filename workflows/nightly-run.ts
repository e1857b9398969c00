import {
  executeChild,
  ParentClosePolicy,
  proxyActivities,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow'
import type { RunRequest, RunSummary } from '../activities/contract.js'
import type { Activities } from '../activities/create-activities.js'
import { runStudy } from './run-study.js'
import { computing, endsAtOnce } from './waiting.js'

const { tellQueue } = proxyActivities<Activities>(computing)

/**
 * What a schedule starts: it asks the worker that is there for its own queue, so that a night after an upgrade runs on the
 * new code, and starts the run as a child whose failure is the night's failure.
 */
export async function nightlyRun(request: RunRequest): Promise<RunSummary> {
  const taskQueue = await tellQueue()
  const workflowId = `${workflowInfo().workflowId}/run`
  return executeChild(runStudy, {
    workflowId,
    taskQueue,
    args: [request],
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
  })
}

setWorkflowOptions(endsAtOnce, nightlyRun)
