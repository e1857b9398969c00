import { matchingOfIds } from './analyze-cohort.js'
import type { MatchingOutcome } from './analyze-cohort.js'
import { allSet, type AnalysisSet } from '../../analysis/sets/analysis-set.js'
import { matchedSet } from '../../analysis/sets/matched-set.js'
import { tableOfCohort } from './table-of-cohort.js'
import type { Cohort } from '../../cohort/cohort.js'
import type { Study } from '../../protocol/language/study.js'

/** The set of everybody in a cohort who is eligible. */
export const allOf = (study: Study, { subjects }: Pick<Cohort, 'subjects'>): AnalysisSet =>
  allSet(tableOfCohort(study, subjects))

/** The set of those of a cohort who are in matched pairs. */
export const matchedOf = (study: Study, cohort: Pick<Cohort, 'subjects'>, matching: MatchingOutcome): AnalysisSet => {
  const all = allOf(study, cohort)
  return matchedSet(all, matchingOfIds(all.table, matching).pairs)
}
