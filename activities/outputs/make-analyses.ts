import { analyzeTable } from '../../analysis/analyze.js'
import type { AnalysisOutcome } from '../../analysis/results/result.js'
import type { SubjectTable } from '../../analysis/sets/subject-table.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { selectAttrition } from '../../sql/cohorts.js'
import type { Store } from '../../sql/connect.js'
import { selectMatching } from '../../sql/matchings.js'
import { hashOf } from './hash-of.js'

/** Analyzes the subjects of a run's cohort, with its attrition and its matching. */
export const makeAnalyses = async (
  store: Store,
  runId: string,
  plan: AnalysisPlan,
  table: SubjectTable,
): Promise<AnalysisOutcome> => {
  const matching = plan.matching === undefined ? undefined : await selectMatching(store, runId)
  return analyzeTable(plan, table, await selectAttrition(store.database, runId), matching ?? null)
}

/** SHA-256 over results and curves. */
export const hashAnalyses = ({ results, curves }: AnalysisOutcome): string => hashOf(results, curves)
