import { matchTable } from '../../analysis/matching/match-table.js'
import type { MatchingPlan } from '../../protocol/facts/study-plan.js'
import type { CohortMatching } from '../../sql/matchings.js'
import type { CohortTable } from './cohort-table.js'
import { hashColumns, hashOf } from './hash-of.js'

/** A matching with the hash of the cohort that it is of: its order numbers the subjects. */
export interface MadeMatching extends CohortMatching {
  readonly cohortHash: string
}

/** Matches the subjects of a cohort. */
export const makeMatching = (plan: MatchingPlan, { cohort, table }: CohortTable, cohortHash: string): MadeMatching => ({
  cohort,
  cohortHash,
  matching: matchTable(plan, table),
})

/** SHA-256 over scores, pairs and results. */
export const hashMatching = ({ cohortHash, matching: { score, pairs, results } }: MadeMatching): string =>
  hashOf([cohortHash, hashColumns(score, pairs.pair, pairs.treated, pairs.control)], results)
