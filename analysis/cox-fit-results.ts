import { coxLinearPredictor } from '../statistics/cox/linear-predictor.js'
import { proportionalHazardsTest } from '../statistics/cox/proportional-hazards-test.js'
import { concordance } from '../statistics/survival/concordance.js'
import { type Attempt, attempt, refused } from './attempt.js'
import type { CoxModel } from './cox-model.js'
import { type Making, makeResult, notEstimable } from './make-result.js'
import { resultKey } from './result-key.js'
import type { Result } from './result.js'
import type { Sample } from './sample.js'

/** What is said of a multivariate model as a whole: size, likelihood, concordance, proportionality of hazards. */
export function coxFitResults(
  sample: Sample,
  endpoint: string,
  terms: readonly string[],
  tried: Attempt<CoxModel>,
): readonly Result[] {
  const key = (statistic: string, term = ''): string =>
    resultKey('cox', sample.cohort, endpoint, 'multivariate', term, statistic)
  const making: Making = { method: 'Cox proportional hazards', sources: [`endpoint ${endpoint}`, 'covariates'] }
  const described = tried.estimable
    ? { ...making, notes: tried.estimate.notes, n: tried.estimate.fit.n, events: tried.estimate.fit.events }
    : making
  const keyed = [
    ...fitStatistics.map(statistic => ({ key: key(statistic), name: statistic, ...methods[statistic] })),
    ...terms.map(term => ({ key: key('zph-p', term), name: zphOf(term), ...zph })),
  ]
  const values = tried.estimable ? fitValues(tried.estimate) : tried
  return keyed.map(({ key: each, name, ...made }) => {
    const size = tried.estimable ? { n: tried.estimate.fit.n, events: tried.estimate.fit.events }[name] : undefined
    const value = size ?? (values.estimable ? values.estimate[name] : undefined)
    if (value !== undefined && value !== null) return makeResult(each, value, { ...described, ...made })
    const reason = values.estimable ? 'a term has no finite estimate, or does not vary' : values.reason
    return notEstimable(each, reason, { ...described, ...made })
  })
}

const fitStatistics = [
  'n',
  'events',
  'log-likelihood',
  'likelihood-ratio',
  'likelihood-ratio-p',
  'concordance',
  'concordance-se',
  'zph-global-p',
] as const

// A covariate may be called as a statistic is.
const zphOf = (term: string): string => `zph of ${term}`

const model = { method: 'Cox proportional hazards' }
const harrell = { method: 'Concordance (Harrell)', settings: { tiedTimes: 'left out', tiedScores: 'one half' } }
const zph = {
  method: 'Score test of proportional hazards (Grambsch and Therneau)',
  settings: { transform: 'km', clusters: 'not taken into account' },
}
const methods: Readonly<Record<(typeof fitStatistics)[number], Pick<Making, 'method' | 'settings'>>> = {
  n: model,
  events: model,
  'log-likelihood': model,
  'likelihood-ratio': model,
  'likelihood-ratio-p': model,
  concordance: harrell,
  'concordance-se': harrell,
  'zph-global-p': zph,
}

function fitValues({ input, fit, infinite }: CoxModel): Attempt<Readonly<Record<string, number | null>>> {
  if (infinite.size > 0) return refused([...infinite.values()].join('; '))
  return attempt(() => {
    const { time, event, weights, clusters } = input
    const ranked = concordance({
      time,
      event,
      score: coxLinearPredictor(input, fit),
      ...(weights === undefined ? {} : { weights }),
      ...(clusters === undefined ? {} : { clusters }),
    })
    const tested = proportionalHazardsTest(input, fit)
    return {
      'log-likelihood': fit.logLikelihood.fitted,
      'likelihood-ratio': fit.likelihoodRatio?.statistic ?? null,
      'likelihood-ratio-p': fit.likelihoodRatio?.p ?? null,
      concordance: ranked.concordance,
      'concordance-se': ranked.se,
      'zph-global-p': tested.global.p,
      ...Object.fromEntries(tested.terms.map(({ term, test }) => [zphOf(term), test.p])),
    }
  })
}
