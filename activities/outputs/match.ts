import { matchTable } from '../../analysis/matching/match-table.js'
import { matchingPlan, type MatchingPlan } from '../../protocol/facts/study-plan.js'
import { type CohortMatching, insertMatching } from '../../sql/matchings.js'
import { selectContentHash } from '../../sql/run-outputs.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { hashColumns, hashOf } from './hash-of.js'
import { keepTable, readTable } from './read-table.js'

interface MadeMatching extends CohortMatching {
  /** The hash of the cohort: its order numbers the subjects. */
  readonly cohortHash: string
}

/** Propensity scores of the eligible subjects, the matched pairs, and the results of matching. */
export const matchStage: OutputStage<MatchingPlan, MadeMatching> = {
  name: 'match',
  decidedBy: ['activities/outputs/match'],
  writtenBy: ['sql/matchings'],
  reads: async ({ database }, { run }) => ({
    cohort: (await selectContentHash(database, run.run_id, 'cohort')) ?? '-',
  }),
  plan: ({ study }) => matchingPlan(study),
  make: async (store, runId, plan) => {
    const { cohort, table } = await readTable(store, plan, runId)
    const cohortHash = (await selectContentHash(store.database, runId, 'cohort')) ?? '-'
    const matching = matchTable(plan, table)
    keepTable(store, plan, { cohort, table })
    return { cohort, cohortHash, matching }
  },
  hash: ({ cohortHash, matching: { score, pairs, results } }) =>
    hashOf([cohortHash, hashColumns(score, pairs.pair, pairs.treated, pairs.control)], results),
  rows: ({ matching }) => matching.results.length,
  write: insertMatching,
}
