import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import {
  executeChild,
  ParentClosePolicy,
  patched,
  proxyActivities,
  setWorkflowOptions,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import type { RunRequest, RunSummary } from '../runs/contract.js'
import type { Activities } from '../activities/create-activities.js'
import { runStudy } from './run-study.js'
import { studyOfNight, studyRunId } from './study-run-id.js'
import { anHour, computing, endsAtOnce, type Patience } from './waiting.js'

const { tellQueue, tellWaiting, skipRun } = proxyActivities<Activities>(computing)

/**
 * What a schedule starts: it asks the worker that is there for its own queue, so that a night after an upgrade runs on the
 * new code, and starts the run as a child whose failure is the night's failure. While another run of the study goes on it
 * waits, in the end it is skipped by name.
 */
export async function nightlyRun(request: RunRequest, patience: Patience = anHour): Promise<RunSummary> {
  const taskQueue = await tellQueue()
  const own = workflowInfo().workflowId
  const study = studyOfNight(own)
  const run = (workflowId: string): Promise<RunSummary> =>
    executeChild(runStudy, {
      workflowId,
      taskQueue,
      args: [request],
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    })
  // Histories from before nights and runs by hand excluded each other have a run under the night's own id.
  if (study === null || !patched('one-run-of-a-study-at-a-time')) return run(`${own}/run`)
  for (let waited = 0; ; waited += patience.everySeconds) {
    try {
      return await run(studyRunId(study))
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
    }
    if (waited >= patience.seconds) return skipRun(request)
    if (waited === 0) await tellWaiting({ study })
    await sleep(patience.everySeconds * 1_000)
  }
}

setWorkflowOptions(endsAtOnce, nightlyRun)
