import { acceptSite } from './accept-site.js'
import { allOutputs, byActivity } from './outputs/all-outputs.js'
import { compareReport } from './compare-report.js'
import { closeRun } from './close-run.js'
import type { Dependencies } from '../stages/dependencies.js'
import { harmonizeSite } from './harmonize-site.js'
import { ingestSite } from './ingest-site.js'
import { judgeDay } from './judge-day.js'
import { lookAtSites } from './look-at-sites.js'
import { outputActivity } from './make-outputs.js'
import { openRun } from './open-run.js'
import { recordFailedOpening } from './record-failed-opening.js'
import { render } from './render.js'
import { send } from './send.js'
import { skipRun, tellWaiting } from './skip-run.js'
import { settleSites } from './settle-sites.js'
import { performActivity } from '../stages/perform-activity.js'
import { taskQueue } from '../stages/task-queue.js'
import { intakeVersion } from '../stages/code-version.js'
import { noteCode } from '../stages/output-stage.js'

type Activity<Input, Output> = (dependencies: Dependencies, input: Input) => Promise<Output>

/** The activities of a worker, closed over what they need of the world; each is a short story of reading, pure code and writing. */
export const createActivities = (dependencies: Dependencies) => {
  // The code that is loaded now is what computes, whatever an update puts in its place before the first run.
  noteCode(Object.values(allOutputs))
  intakeVersion()
  const perform =
    <Input, Output>(name: string, activity: Activity<Input, Output>) =>
    (input: Input): Promise<Output> =>
      performActivity(dependencies, activity, input, name)
  return {
    tellQueue: (): Promise<string> => Promise.resolve(taskQueue(dependencies.installation.key.mark)),
    tellWaiting: perform('tellWaiting', tellWaiting),
    skipRun: perform('skipRun', skipRun),
    openRun: perform('openRun', openRun),
    recordFailedOpening: perform('recordFailedOpening', recordFailedOpening),
    lookAtSites: perform('lookAtSites', lookAtSites),
    ingestSite: perform('ingestSite', ingestSite),
    harmonizeSite: perform('harmonizeSite', harmonizeSite),
    acceptSite: perform('acceptSite', acceptSite),
    settleSites: perform('settleSites', settleSites),
    judgeDay: perform('judgeDay', judgeDay),
    ...byActivity((name, stage) => perform(name, outputActivity(name, stage))),
    compareReport: perform('compareReport', compareReport),
    render: perform('render', render),
    send: perform('send', send),
    closeRun: perform('closeRun', closeRun),
  }
}

/** What workflows know of the activities: their types only. */
export type Activities = ReturnType<typeof createActivities>
