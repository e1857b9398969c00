import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import type { PropensityFit } from './fit-propensity.js'
import type { CovariatePlan } from '../covariate-plan.js'
import { type Provenance, makeResult, normalBehind, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'

const statistics = ['coefficient', 'se', 'z', 'p'] as const

const provenance: Provenance = {
  method: 'Logistic regression (maximum likelihood)',
  settings: { link: 'logit', contrasts: 'against the reference level' },
  sources: ['eligible subjects', 'covariates'],
}

/** The propensity model's coefficients, the intercept's as `intercept`. */
export const propensityResults = ({ fit, notes, infinite }: PropensityFit): readonly Result[] =>
  fit.terms.flatMap((term, position) =>
    statistics.map(statistic => {
      const reason = infinite.get(term.term)
      const described = { ...provenance, notes, n: fit.n, events: fit.events }
      if (reason !== undefined && term[statistic] === null)
        return notEstimable(propensityKey(term.term, statistic), reason, described)
      return makeResult(propensityKey(position === 0 ? 'intercept' : term.term, statistic), term[statistic], {
        ...provenance,
        notes,
        n: fit.n,
        events: fit.events,
        test: statistic === 'p' ? normalBehind(term.z) : null,
      })
    }),
  )

/** The same keys where there is no model, with the reason. */
export const propensityRefused = (covariates: readonly CovariatePlan[], reason: string): readonly Result[] =>
  ['intercept', ...covariates.flatMap(({ terms }) => terms.map(({ name }) => name))].flatMap(term =>
    statistics.map(statistic => notEstimable(propensityKey(term, statistic), reason, provenance)),
  )

const propensityKey = (term: string, statistic: (typeof statistics)[number]): string =>
  resultKey(results.propensity, { term }, statistic)
