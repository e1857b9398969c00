import type { Cohort } from '../cohort/cohort.js'
import type { Study } from '../protocol/language/study.js'
import { analyzeBaseline } from './baseline/describe-baseline.js'
import { analyzeMultivariate, analyzeUnivariate } from './cox/analyze-cox.js'
import { chooseCovariates } from './cox/cox-choice.js'
import { analyzeDistance } from './matching/distance-balance.js'
import { analyzeFlow } from './flow.js'
import { analyzeResponse } from './outcomes/analyze-response.js'
import type { AnalysisOutcome, MatchingOutcome } from './results/result.js'
import { assertResultKeys } from './results/result-key.js'
import { assertSecondOpinion } from './results/second-opinion.js'
import { riskTicks } from './survival/risk-ticks.js'
import { analyzeSafety } from './outcomes/analyze-safety.js'
import { type Sample, sampleAll, sampleMatched } from './sample.js'
import { analyzeSubsequent } from './outcomes/subsequent-therapy.js'
import { analyzeSurvival } from './survival/analyze-survival.js'

/**
 * Carries out a study's plan over its cohort, before matching and, where the study matches, after it.
 * The results hold those of the matching too; what cannot be estimated is null with the reason, never left out.
 */
export const analyze = (study: Study, cohort: Cohort, matching: MatchingOutcome | null): AnalysisOutcome => {
  const whole = sampleAll(cohort)
  const samples: readonly Sample[] =
    study.matching === undefined || matching === null ? [whole] : [whole, sampleMatched(cohort, matching)]
  const perEndpoint = Object.keys(study.endpoints).map(endpoint => analyzeEndpoint(study, endpoint, whole, samples))
  const results = [
    ...analyzeFlow(study, cohort),
    ...samples.flatMap(sample => analyzeBaseline(study, sample, whole)),
    ...(matching === null ? [] : [...matching.results, ...analyzeDistance(samples, matching)]),
    ...samples.flatMap(sample => analyzeResponse(study, sample)),
    ...perEndpoint.flatMap(outcome => outcome.results),
    ...analyzeSafety(study, whole),
    ...analyzeSubsequent(study, whole),
  ]
  assertResultKeys(results)
  assertSecondOpinion(results)
  return { results, curves: perEndpoint.flatMap(({ curves }) => curves) }
}

const analyzeEndpoint = (
  study: Study,
  endpoint: string,
  whole: Sample,
  samples: readonly Sample[],
): AnalysisOutcome => {
  const ticks = riskTicks(
    study,
    endpoint,
    whole.rows.map(({ subject }) => subject),
  )
  const survival = samples.map(sample => analyzeSurvival(study, endpoint, sample, ticks))
  const univariate = samples.map(sample => analyzeUnivariate(study, endpoint, sample))
  const chosen = chooseCovariates(study, univariate[0]?.models ?? new Map())
  return {
    results: [
      ...survival.flatMap(({ results }) => results),
      ...univariate.flatMap(({ results }) => results),
      ...samples.flatMap(sample => analyzeMultivariate(study, endpoint, sample, chosen)),
    ],
    curves: survival.flatMap(({ curves }) => curves),
  }
}
