import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { compareDisplayIds } from '../../protocol/language/display-order.js'
import { personsCompared } from '../across/ask-same-persons.js'
import type { PersonDecision } from '../across/person-decision.js'
import { sitesCompared } from '../across/ask-across-sites.js'
import type { AttritionStep, CohortQuery } from '../cohort.js'
import { compareTexts } from '../input/row-order.js'
import { askUnreadCodes, type UnreadColumn } from '../questions/unread-codes.js'
import { type AttritionCounts, attritionOf } from '../selection/count-attrition.js'
import { type CohortRange, cohortRange } from './cohort-range.js'
import { type CohortCounts, cohortCounter } from './count-subjects.js'
import type { SelectedRange } from './selected-range.js'

/** The study's cohort in columns: every subject assessed, range by range, the attrition, and the questions to the sites. */
export interface CohortColumns<Range = CohortRange> extends CohortCounts {
  readonly ranges: readonly Range[]
  readonly attrition: readonly AttritionStep[]
  readonly queries: readonly CohortQuery[]
}

interface Asked {
  readonly key: string
  readonly queries: readonly CohortQuery[]
}

const displayIdOf = ({ queries: [first] }: Asked): string => first?.displayId ?? ''

/**
 * Gathers a cohort from its ranges as they are selected, each in the form in which it is kept; questions come in the order of
 * display ids, wherever a range had them.
 */
export const gatherCohort = async <Range>(
  study: CohortPlan,
  selected: Iterable<SelectedRange> | AsyncIterable<SelectedRange>,
  keep: (range: CohortRange) => Range,
  decisions: readonly PersonDecision[] = [],
): Promise<CohortColumns<Range>> => {
  const ranges: Range[] = []
  const counter = cohortCounter()
  const counts: AttritionCounts[] = []
  const unread: UnreadColumn[] = []
  const asked: Asked[] = []
  const sites = sitesCompared(study)
  const persons = personsCompared(decisions)
  for await (const range of selected) {
    const found = cohortRange(range)
    counter.add(found)
    sites.add(range)
    persons.add(range)
    ranges.push(keep(found))
    counts.push(range.attrition)
    unread.push(...range.unread)
    for (const [subject, queries] of range.queries) asked.push({ key: range.subjects.keys[subject]!, queries })
  }
  asked.sort(
    (one, other) => compareDisplayIds(displayIdOf(one), displayIdOf(other)) || compareTexts(one.key, other.key),
  )
  return {
    ranges,
    ...counter.counts(),
    attrition: attritionOf(study, counts),
    queries: [
      ...askUnreadCodes(unread),
      ...sites.questions(),
      ...persons.questions(),
      ...asked.flatMap(({ queries }) => queries),
    ],
  }
}
