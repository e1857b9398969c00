import type { CohortSubject } from '../../cohort/cohort.js'
import type { MatchingPlan } from '../../protocol/facts/study-plan.js'
import type { MatchingOutcome } from '../results/result.js'
import { tableOfCohort } from '../sets/table-of-cohort.js'
import { matchTable } from './match-table.js'
import { matchingByIds } from './table-matching.js'

/** Matches a cohort's subjects, with scores and pairs by display ids. */
export const matchCohort = (study: MatchingPlan, subjects: readonly CohortSubject[]): MatchingOutcome => {
  const table = tableOfCohort(study, subjects)
  return matchingByIds(table, matchTable(study, table))
}
