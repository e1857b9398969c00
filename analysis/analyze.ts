import type { Cohort } from '../cohort/cohort.js'
import type { Study } from '../protocol/study.js'
import { analyzeBaseline } from './baseline.js'
import { analyzeMultivariate, analyzeUnivariate } from './cox.js'
import { chooseCovariates } from './cox-choice.js'
import { analyzeDistance } from './distance-balance.js'
import { analyzeFlow } from './flow.js'
import { analyzeResponse } from './response.js'
import type { AnalysisOutcome, MatchingOutcome } from './result.js'
import { assertResultKeys } from './result-key.js'
import { assertSecondOpinion } from './second-opinion.js'
import { riskTicks } from './risk-ticks.js'
import { analyzeSafety } from './safety.js'
import { type Sample, sampleAll, sampleMatched } from './sample.js'
import { analyzeSubsequent } from './subsequent.js'
import { analyzeSurvival } from './survival.js'

/**
 * Carries out a study's plan over its cohort, before matching and, where the study matches, after it.
 * The results hold those of the matching too; what cannot be estimated is null with the reason, never left out.
 */
export function analyze(study: Study, cohort: Cohort, matching: MatchingOutcome | null): AnalysisOutcome {
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

function analyzeEndpoint(study: Study, endpoint: string, whole: Sample, samples: readonly Sample[]): AnalysisOutcome {
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
