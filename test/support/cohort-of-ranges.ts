import { compareDisplayIds } from '../../protocol/language/display-order.js'
import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { Cohort, SubjectRecord } from '../../cohort/cohort.js'
import { compareTexts } from '../../cohort/input/row-order.js'
import { askUnreadCodes } from '../../cohort/questions/unread-codes.js'
import { attritionOf } from '../../cohort/selection/count-attrition.js'
import { cohortSubject } from '../../cohort/output/cohort-subject.js'
import type { SelectedRange } from '../../cohort/output/selected-range.js'
import { selectRecords } from './select-ranges.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'

interface Place {
  readonly selected: SelectedRange
  readonly subject: number
  readonly displayId: string
  readonly key: string
}

/** The cohort of all ranges as objects, subjects and their questions in the order of display ids, wherever a range had them. */
export const cohortOfRanges = (study: CohortPlan, ranges: readonly SelectedRange[]): Cohort => {
  const places = ranges.flatMap(selected => {
    const { keys, displayIds } = selected.subjects
    return keys.map((key, subject): Place => ({ selected, subject, displayId: displayIds[subject]!, key }))
  })
  places.sort((one, other) => compareDisplayIds(one.displayId, other.displayId) || compareTexts(one.key, other.key))
  return {
    subjects: places.map(({ selected, subject }) => cohortSubject(selected, subject)),
    attrition: attritionOf(
      study,
      ranges.map(({ attrition }) => attrition),
    ),
    queries: [
      ...askUnreadCodes(ranges.flatMap(({ unread }) => unread)),
      ...places.flatMap(({ selected, subject }) => selected.queries.get(subject) ?? []),
    ],
  }
}

/** The study's cohort as known at the data cut, as objects: every subject in the order of display ids. */
export const selectCohort = (study: CohortPlan, subjects: readonly SubjectRecord[], dataCut: IsoDate | null): Cohort =>
  cohortOfRanges(study, [...selectRecords(study, subjects, dataCut)])
