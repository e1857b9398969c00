import { analyzeTable } from '../../analysis/analyze.js'
import { matchTable } from '../../analysis/matching/match-table.js'
import { pairsByIds } from '../../analysis/matching/pairs-by-ids.js'
import type { TableMatching } from '../../analysis/matching/table-matching.js'
import type { AnalysisOutcome, MatchedPair, Result } from '../../analysis/results/result.js'
import { eligibleInAnyOrder } from '../../analysis/sets/analysis-set.js'
import { orderByText } from '../../analysis/sets/order-by-text.js'
import { select } from '../../analysis/sets/select.js'
import type { SubjectTable } from '../../analysis/sets/subject-table.js'
import type { Cohort, CohortSubject } from '../../cohort/cohort.js'
import type { AnalysisPlan, MatchingPlan } from '../../protocol/facts/study-plan.js'
import { tableOfCohort } from './table-of-cohort.js'

/** Propensity scores and pairs by display ids. */
export interface MatchingOutcome {
  /** Display id to distance. */
  readonly scores: Readonly<Record<string, number>>
  readonly pairs: readonly MatchedPair[]
  readonly results: readonly Result[]
}

/** Matches a cohort's subjects, with scores and pairs by display ids. */
export const matchCohort = (study: MatchingPlan, subjects: readonly CohortSubject[]): MatchingOutcome => {
  const table = tableOfCohort(study, subjects)
  return matchingByIds(table, matchTable(study, table))
}

/** Carries out a study's plan over a cohort of subjects and a matching. */
export const analyze = (study: AnalysisPlan, cohort: Cohort, matching: MatchingOutcome | null): AnalysisOutcome => {
  const table = tableOfCohort(study, cohort.subjects)
  return analyzeTable(study, table, cohort.attrition, matching === null ? null : matchingOfIds(table, matching))
}

/** The same matching by display ids, as it is stored and reported. */
export const matchingByIds = ({ displayIds, n }: SubjectTable, matching: TableMatching): MatchingOutcome => {
  const { score, results } = matching
  const scored = orderByText(
    select(n, subject => !Number.isNaN(score[subject]!)),
    () => displayIds,
  )
  const scores = Object.fromEntries(Array.from(scored, subject => [displayIds.at(subject), score[subject]!]))
  return { scores, pairs: [...pairsByIds(displayIds, matching)], results }
}

/** A stored matching over the subjects of a table. */
export const matchingOfIds = (table: SubjectTable, { scores, pairs, results }: MatchingOutcome): TableMatching => {
  const subjectOf = new Map<string, number>()
  for (const subject of eligibleInAnyOrder(table)) subjectOf.set(table.displayIds.at(subject), subject)
  const score = new Float64Array(table.n).fill(NaN)
  for (const [id, subject] of subjectOf) score[subject] = scores[id] ?? NaN
  const find = (id: string): number => {
    const subject = subjectOf.get(id)
    if (subject === undefined) throw new Error(`${id} is in a matched pair and is not eligible`)
    return subject
  }
  return {
    score,
    pairs: {
      pair: Int32Array.from(pairs, ({ pair }) => pair),
      treated: Int32Array.from(pairs, ({ treated }) => find(treated)),
      control: Int32Array.from(pairs, ({ control }) => find(control)),
    },
    results,
  }
}
