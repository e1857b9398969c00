import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import type { Result, SurvivalCurve } from '../results/result.js'
import { arms } from '../../cohort/arms.js'
import type { AnalysisSet } from '../sets/analysis-set.js'
import { analyzeArm } from './survival-arm.js'
import { compareSurvival } from './survival-comparison.js'
import type { SurvivalData } from './survival-data.js'

/** Numbers and curves of survival. */
export interface SurvivalOutcome {
  readonly results: readonly Result[]
  readonly curves: readonly SurvivalCurve[]
}

/** Kaplan-Meier by arm for one endpoint: medians, landmark rates, numbers at risk, follow-up, and the log-rank test. */
export const analyzeSurvival = (
  study: AnalysisPlan,
  endpoint: string,
  set: AnalysisSet,
  data: SurvivalData,
  ticks: readonly number[],
): SurvivalOutcome => {
  const byArm = arms.map(arm => analyzeArm(study, endpoint, set, data, arm, ticks))
  return {
    results: [...byArm.flatMap(({ results }) => results), ...compareSurvival(study, endpoint, set, data)],
    curves: byArm.flatMap(({ curve }) => (curve === null ? [] : [curve])),
  }
}
