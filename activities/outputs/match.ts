import { matchingPlan, type MatchingPlan } from '../../protocol/facts/study-plan.js'
import { insertMatching } from '../../sql/matchings.js'
import { selectContentHash } from '../../sql/run-outputs.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { hashMatching, type MadeMatching, makeMatching } from './make-matching.js'
import { keepTable, readTable } from './read-table.js'

/** Propensity scores of the eligible subjects, the matched pairs, and the results of matching. */
export const matchStage: OutputStage<MatchingPlan, MadeMatching> = {
  name: 'match',
  decidedBy: ['activities/outputs/make-matching', 'activities/outputs/cohort-table'],
  writtenBy: ['sql/matchings#insertMatching'],
  reads: async ({ database }, { run }) => ({
    cohort: (await selectContentHash(database, run.run_id, 'cohort')) ?? '-',
  }),
  plan: ({ study }) => matchingPlan(study),
  make: async (store, runId, plan) => {
    const read = await readTable(store, plan, runId)
    const made = makeMatching(plan, read, (await selectContentHash(store.database, runId, 'cohort')) ?? '-')
    keepTable(store, plan, read)
    return made
  },
  hash: hashMatching,
  rows: ({ matching }) => matching.results.length,
  write: insertMatching,
}
