import type { OpenedRun, RunEnding, RunSummary, SiteOfRun, SiteOutcome } from '../../runs/contract.js'
import type { Activities } from '../../activities/create-activities.js'
import { byActivity } from '../../activities/outputs/all-outputs.js'

/** Activities that do as a test says and remember in which order they were asked. */
export interface Script {
  readonly activities: Activities
  /** The activities in the order of their starts, a site's with its name. */
  readonly asked: readonly string[]
  readonly endings: readonly RunEnding[]
  readonly outcomes: readonly SiteOutcome[]
}

/** The sites of the scripted run, in the study's order. */
export const sites = ['north', 'east', 'west'] as const

const opened: OpenedRun = { runId: '20240401-020000-abcd', study: 'scripted', ingest: sites, reuse: [] }

const summaryOf = (ending: RunEnding): RunSummary => ({
  runId: opened.runId,
  status: ending.kind === 'reported' ? 'final' : ending.kind,
  exitCode: ending.kind === 'reported' ? 0 : 5,
})

/** A run whose every stage succeeds at once, but for those that a test replaces. */
export const scriptActivities = (replaced: Partial<Activities> = {}): Script => {
  const asked: string[] = []
  const endings: RunEnding[] = []
  const outcomes: SiteOutcome[] = []
  const nothing = (): Promise<void> => Promise.resolve()
  const base: Activities = {
    tellQueue: () => Promise.resolve('nobody'),
    tellWaiting: nothing,
    skipRun: () => Promise.resolve({ runId: opened.runId, status: 'skipped', exitCode: 5 }),
    openRun: () => Promise.resolve(opened),
    recordFailedOpening: nothing,
    lookAtSites: () => Promise.resolve([]),
    ingestSite: (site: SiteOfRun) => Promise.resolve({ ...site, batchId: `batch of ${site.site}` }),
    harmonizeSite: nothing,
    acceptSite: nothing,
    settleSites: nothing,
    judgeDay: nothing,
    ...byActivity(() => nothing),
    compareReport: () => Promise.resolve({ equals: null }),
    render: nothing,
    send: nothing,
    closeRun: ({ ending }) => Promise.resolve(summaryOf(ending)),
    ...replaced,
  }
  const remember =
    <Input extends object, Output>(name: string, activity: (input: Input) => Promise<Output>) =>
    (input: Input): Promise<Output> => {
      asked.push('site' in input ? `${name} ${String(input.site)}` : name)
      return activity(input)
    }
  const activities: Activities = {
    tellQueue: base.tellQueue,
    tellWaiting: remember('tellWaiting', base.tellWaiting),
    skipRun: remember('skipRun', base.skipRun),
    openRun: remember('openRun', base.openRun),
    recordFailedOpening: remember('recordFailedOpening', base.recordFailedOpening),
    lookAtSites: remember('lookAtSites', base.lookAtSites),
    ingestSite: remember('ingestSite', base.ingestSite),
    harmonizeSite: remember('harmonizeSite', base.harmonizeSite),
    acceptSite: remember('acceptSite', base.acceptSite),
    settleSites: remember('settleSites', (input: Parameters<Activities['settleSites']>[0]) => {
      outcomes.push(...input.outcomes)
      return base.settleSites(input)
    }),
    judgeDay: remember('judgeDay', base.judgeDay),
    ...byActivity(name => remember(name, base[name])),
    compareReport: remember('compareReport', base.compareReport),
    render: remember('render', base.render),
    send: remember('send', base.send),
    closeRun: remember('closeRun', (input: Parameters<Activities['closeRun']>[0]) => {
      endings.push(input.ending)
      return base.closeRun(input)
    }),
  }
  return { activities, asked, endings, outcomes }
}
