import type { AnalysisOutcome } from '../../analysis/results/result.js'
import { type AnalysisPlan, analysisPlan } from '../../protocol/facts/study-plan.js'
import { insertAnalysis } from '../../sql/results.js'
import { selectContentHash } from '../../sql/run-outputs.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { hashAnalyses, makeAnalyses } from './make-analyses.js'
import { readTable } from './read-table.js'

/** The study's analyses over the whole and the matched cohort: results by key, and curves. */
export const analyzeStage: OutputStage<AnalysisPlan, AnalysisOutcome> = {
  name: 'analyze',
  decidedBy: ['activities/outputs/make-analyses', 'activities/outputs/cohort-table'],
  writtenBy: ['sql/results#insertAnalysis'],
  reads: async ({ database }, { run, study }) => ({
    cohort: (await selectContentHash(database, run.run_id, 'cohort')) ?? '-',
    ...(study.matching === undefined
      ? {}
      : { matching: (await selectContentHash(database, run.run_id, 'match')) ?? '-' }),
  }),
  plan: ({ study }) => analysisPlan(study),
  make: async (store, runId, plan) => makeAnalyses(store, runId, plan, (await readTable(store, plan, runId)).table),
  hash: hashAnalyses,
  rows: ({ results }) => results.length,
  write: insertAnalysis,
}
