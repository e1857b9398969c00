import type { Attempt } from './attempt.js'
import type { CoxModel } from './cox-model.js'
import { type Making, makeResult, notEstimable } from './make-result.js'
import { resultKey } from './result-key.js'
import type { Result } from './result.js'
import type { Sample } from './sample.js'

/** What is said of a multivariate model as a whole: subjects, events, log-likelihood, the likelihood-ratio test. */
export function coxFitResults(sample: Sample, endpoint: string, tried: Attempt<CoxModel>): readonly Result[] {
  const key = (statistic: string): string => resultKey('cox', sample.cohort, endpoint, 'multivariate', '', statistic)
  const making: Making = { method: 'Cox proportional hazards', sources: [`endpoint ${endpoint}`, 'covariates'] }
  const statistics = ['n', 'events', 'log-likelihood', 'likelihood-ratio', 'likelihood-ratio-p'] as const
  if (!tried.estimable) return statistics.map((statistic) => notEstimable(key(statistic), tried.reason, making))
  const { fit, notes } = tried.estimate
  const described = { ...making, notes, n: fit.n, events: fit.events }
  const values = {
    n: fit.n,
    events: fit.events,
    'log-likelihood': fit.logLikelihood.fitted,
    'likelihood-ratio': fit.likelihoodRatio?.statistic ?? null,
    'likelihood-ratio-p': fit.likelihoodRatio?.p ?? null,
  }
  return statistics.map((statistic) => makeResult(key(statistic), values[statistic], described))
}
