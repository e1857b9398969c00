import { matchCohort } from '../../analysis/matching/match-cohort.js'
import type { MatchingOutcome } from '../../analysis/results/result.js'
import { matchingPlan, type MatchingPlan } from '../../protocol/facts/study-plan.js'
import { selectStoredCohort } from '../../sql/cohorts.js'
import { insertMatching } from '../../sql/results.js'
import { selectContentHash } from '../../sql/run-outputs.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { hashOf } from './hash-of.js'

/** Propensity scores of the eligible subjects, the matched pairs, and the results of matching. */
export const matchStage: OutputStage<MatchingPlan, MatchingOutcome> = {
  name: 'match',
  decidedBy: ['activities/outputs/match'],
  writtenBy: ['sql/results'],
  reads: async ({ database }, { run }) => ({
    cohort: (await selectContentHash(database, run.run_id, 'cohort')) ?? '-',
  }),
  plan: ({ study }) => matchingPlan(study),
  make: async ({ database }, runId, plan) => {
    const { subjects } = await selectStoredCohort(database, runId)
    return matchCohort(
      plan,
      subjects.filter(({ status }) => status === 'eligible'),
    )
  },
  hash: ({ scores, pairs, results }) => hashOf(Object.entries(scores), pairs, results),
  rows: ({ results }) => results.length,
  write: insertMatching,
}
