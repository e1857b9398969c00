import { compileStudy } from '../../cohort/compile-study.js'
import type { SelectedRange } from '../../cohort/output/selected-range.js'
import type { LinkedRecord } from '../../cohort/selection/find-duplicates.js'
import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import type { SubjectRange } from '../../cohort/input/subject-range.js'
import { rangeReader, type RunRanges } from '../../runs/subject-ranges.js'
import { type DatabaseServer, openStore, type Store } from '../../sql/connect.js'
import type { PartMaker } from './thread-answers.js'

/** What a thread is given that selects ranges of a run's subjects: where they stand has been found once. */
export interface SelectionApart {
  readonly server: DatabaseServer
  readonly ranges: RunRanges
  readonly plan: CohortPlan
  readonly dataCut: IsoDate | null
  readonly countedAs: ReadonlyMap<string, LinkedRecord>
}

/** Makes what selects a run's subjects range by range, over a store. */
export const rangeSelector = (
  store: Store,
  { ranges, plan, dataCut, countedAs }: Omit<SelectionApart, 'server'>,
): PartMaker<SubjectRange, SelectedRange> => {
  const compiled = compileStudy(plan, dataCut)
  return {
    read: rangeReader({ store }, ranges, plan.time === 'dates'),
    make: range => compiled.select(range, countedAs),
  }
}

// One range is read while another, that waits for its turn, is.
const connections = 2

/** The same over a database, with connections of its own. */
export const rangeSelectorOn = ({ server, ...selection }: SelectionApart): PartMaker<SubjectRange, SelectedRange> =>
  rangeSelector(openStore(server, connections), selection)
