import type { SubjectColumns } from '../input/subject-range.js'
import type { SelectedRange } from './selected-range.js'

/** What of a selected range outlives the selection: who is in it, what was found and derived, and the rows behind each value. */
export interface CohortRange extends Omit<SelectedRange, 'subjects' | 'queries' | 'unread' | 'attrition'> {
  readonly subjects: Pick<SubjectColumns, 'count' | 'keys' | 'displayIds' | 'site' | 'sites'>
}

/** Takes from a selected range what is kept of it. */
export const cohortRange = (selected: SelectedRange): CohortRange => {
  const { count, keys, displayIds, site, sites } = selected.subjects
  return {
    subjects: { count, keys, displayIds, site, sites },
    files: selected.files,
    calendar: selected.calendar,
    statuses: selected.statuses,
    reasons: selected.reasons,
    reasonLists: selected.reasonLists,
    countedAs: selected.countedAs,
    verdicts: selected.verdicts,
    indexDays: selected.indexDays,
    arms: selected.arms,
    variables: selected.variables,
    covariates: selected.covariates,
    endpoints: selected.endpoints,
    responses: selected.responses,
    worstGrades: selected.worstGrades,
    subsequent: selected.subsequent,
  }
}
