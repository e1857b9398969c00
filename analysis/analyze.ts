import type { AttritionStep } from '../cohort/cohort.js'
import type { AnalysisPlan } from '../protocol/facts/study-plan.js'
import { analyzeBaseline } from './baseline/describe-baseline.js'
import { analyzeMultivariate, analyzeUnivariate } from './cox/analyze-cox.js'
import { chooseCovariates } from './cox/cox-choice.js'
import { analyzeFlow } from './flow.js'
import { analyzeDistance } from './matching/distance-balance.js'
import type { TableMatching } from './matching/table-matching.js'
import { analyzeResponse } from './outcomes/analyze-response.js'
import { analyzeSafety } from './outcomes/analyze-safety.js'
import { analyzeSubsequent } from './outcomes/subsequent-therapy.js'
import type { AnalysisOutcome } from './results/result.js'
import { assertResultKeys } from './results/result-key.js'
import { assertSecondOpinion } from './results/second-opinion.js'
import { allSet, type AnalysisSet } from './sets/analysis-set.js'
import { matchedSet } from './sets/matched-set.js'
import type { SubjectTable } from './sets/subject-table.js'
import { analyzeSurvival } from './survival/analyze-survival.js'
import { riskTicks } from './survival/risk-ticks.js'
import { survivalData } from './survival/survival-data.js'

/**
 * Carries out a study's plan over the subjects of a table, before matching and, where the study matches, after it.
 * The results hold those of the matching too; what cannot be estimated is null with the reason, never left out.
 */
export const analyzeTable = (
  study: AnalysisPlan,
  table: SubjectTable,
  attrition: readonly AttritionStep[],
  matching: TableMatching | null,
): AnalysisOutcome => {
  const whole = allSet(table)
  const sets: readonly AnalysisSet[] =
    study.matching === undefined || matching === null ? [whole] : [whole, matchedSet(whole, matching.pairs)]
  const perEndpoint = Object.keys(study.endpoints).map(endpoint => analyzeEndpoint(study, endpoint, whole, sets))
  const results = [
    ...analyzeFlow(study, whole, attrition),
    ...sets.flatMap(set => analyzeBaseline(study, set, whole)),
    ...(matching === null ? [] : [...matching.results, ...analyzeDistance(sets, matching.score)]),
    ...sets.flatMap(set => analyzeResponse(study, set)),
    ...perEndpoint.flatMap(outcome => outcome.results),
    ...analyzeSafety(study, whole),
    ...analyzeSubsequent(study, whole),
  ]
  assertResultKeys(results)
  assertSecondOpinion(results)
  return { results, curves: perEndpoint.flatMap(({ curves }) => curves) }
}

const analyzeEndpoint = (
  study: AnalysisPlan,
  endpoint: string,
  whole: AnalysisSet,
  sets: readonly AnalysisSet[],
): AnalysisOutcome => {
  const ticks = riskTicks(study, endpoint, whole)
  const bySet = sets.map(set => ({ set, data: survivalData(set, endpoint) }))
  const survival = bySet.map(({ set, data }) => analyzeSurvival(study, endpoint, set, data, ticks))
  const univariate = bySet.map(({ set, data }) => analyzeUnivariate(study, endpoint, set, data))
  const chosen = chooseCovariates(study, univariate[0]?.tests ?? new Map())
  return {
    results: [
      ...survival.flatMap(({ results }) => results),
      ...univariate.flatMap(({ results }) => results),
      ...bySet.flatMap(({ set, data }) => analyzeMultivariate(study, endpoint, set, data, chosen)),
    ],
    curves: survival.flatMap(({ curves }) => curves),
  }
}
