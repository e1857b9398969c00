import type { RunEventRow } from '../sql/runs.js'
import type { RunStageTable } from '../sql/tables.js'
import { hasWork, stagesInOrder } from '../words/stages.js'

/** A stage of a run that is done: what it came to, where it counts anything, and how long it took, where that is known. */
export interface StageDone {
  /** The name of its mark, with the site behind it where it worked one; of its activity where it leaves no mark. */
  readonly stage: string
  readonly rows: number | null
  readonly milliseconds: number | null
}

type StageEvent = Pick<RunEventRow, 'stage' | 'site' | 'state' | 'at'>
type Mark = Pick<RunStageTable, 'stage' | 'rows' | 'milliseconds'>

const lastOf = (events: readonly StageEvent[], state: StageEvent['state']): number | null => {
  const at = events.filter(event => event.state === state).at(-1)?.at
  return at === undefined ? null : Date.parse(at)
}

/** A stage that leaves no mark is known by what it said; the opening of a run says nothing before there is one. */
const unmarked = (activity: string, events: readonly StageEvent[]): readonly StageDone[] => {
  if (activity === 'openRun') return events.length === 0 ? [] : [{ stage: activity, rows: null, milliseconds: null }]
  const own = events.filter(({ stage }) => stage === activity)
  const [started, done] = [lastOf(own, 'started'), lastOf(own, 'done')]
  if (done === null) return []
  return [{ stage: activity, rows: null, milliseconds: started === null ? null : Math.max(0, done - started) }]
}

/** The stages of a run that are done, in the order of the workflow, those of older versions last. */
export const stagesDone = (
  marks: readonly Mark[],
  events: readonly StageEvent[],
  study: { readonly matching?: unknown },
): readonly StageDone[] => {
  const isOf = (mark: string, { stage }: Mark): boolean => stage === mark || stage.startsWith(`${mark}/`)
  const known = stagesInOrder.flatMap(({ mark }) => (mark === null ? [] : [mark]))
  return [
    ...stagesInOrder
      .filter(({ activity }) => hasWork(activity, study))
      .flatMap(({ activity, mark }): readonly StageDone[] =>
        mark === null ? unmarked(activity, events) : marks.filter(one => isOf(mark, one)),
      ),
    ...marks.filter(one => !known.some(mark => isOf(mark, one))),
  ]
}
