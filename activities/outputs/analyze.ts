import { analyzeTable } from '../../analysis/analyze.js'
import type { AnalysisOutcome } from '../../analysis/results/result.js'
import { type AnalysisPlan, analysisPlan } from '../../protocol/facts/study-plan.js'
import { selectAttrition } from '../../sql/cohorts.js'
import { selectMatching } from '../../sql/matchings.js'
import { insertAnalysis } from '../../sql/results.js'
import { selectContentHash } from '../../sql/run-outputs.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { hashOf } from './hash-of.js'
import { readTable } from './read-table.js'

/** The study's analyses over the whole and the matched cohort: results by key, and curves. */
export const analyzeStage: OutputStage<AnalysisPlan, AnalysisOutcome> = {
  name: 'analyze',
  decidedBy: ['activities/outputs/analyze'],
  writtenBy: ['sql/results'],
  reads: async ({ database }, { run, study }) => ({
    cohort: (await selectContentHash(database, run.run_id, 'cohort')) ?? '-',
    ...(study.matching === undefined
      ? {}
      : { matching: (await selectContentHash(database, run.run_id, 'match')) ?? '-' }),
  }),
  plan: ({ study }) => analysisPlan(study),
  make: async (store, runId, plan) => {
    const { table } = await readTable(store, plan, runId)
    const matching = plan.matching === undefined ? undefined : await selectMatching(store, runId)
    return analyzeTable(plan, table, await selectAttrition(store.database, runId), matching ?? null)
  },
  hash: ({ results, curves }) => hashOf(results, curves),
  rows: ({ results }) => results.length,
  write: insertAnalysis,
}
