import type { Maximum } from '../numeric/maximize-likelihood.js'
import { maximizeLikelihood } from '../numeric/maximize-likelihood.js'
import type { CoxData } from './cox-data.js'
import { addFirthPenalty } from './cox-firth-penalty.js'
import type { PartialLikelihood, Ties } from './partial-likelihood.js'
import { allocatePartialLikelihood, evaluatePartialLikelihood } from './partial-likelihood.js'

/** The maximum of a partial likelihood on the scaled covariates, with what residuals at it are made from. */
export interface CoxMaximum extends Maximum {
  readonly at: PartialLikelihood
}

/** How the maximum is looked for; see Likelihood. */
export interface MaximizeOptions {
  readonly onStart?: (at: PartialLikelihood) => void
  /** The rows' risks are wanted at the start or at the maximum, for residuals. */
  readonly keepsRisk?: boolean
  readonly firth?: boolean
  readonly start?: Float64Array
  readonly negligible?: number
}

// In standard errors, squared; those of small weights are large, and a step short beside them is none.
const NEGLIGIBLE_STEP = 1e-20

/**
 * Maximizes Cox's partial likelihood to its optimum, where R's default stops at a relative change of 1e-9 in the log
 * likelihood (`coxph.control(eps = 1e-14)` agrees). A covariate that does not vary within any risk set is aliased.
 */
export const maximizePartialLikelihood = (data: CoxData, ties: Ties, options: MaximizeOptions = {}): CoxMaximum => {
  const events = weightOfEvents(data)
  const at = allocatePartialLikelihood(data, options.keepsRisk ?? options.firth === true)
  const maximum = maximizeLikelihood({
    name: 'Cox model',
    p: data.p,
    score: at.score,
    information: at.information,
    moments: at.moments,
    evaluate: beta => {
      evaluatePartialLikelihood(data, ties, beta, at)
      if (options.firth === true) addFirthPenalty(data, ties, at)
      return at.logLikelihood
    },
    singular: 2 ** -39,
    usualInformation: events,
    vanished: 0,
    maxIterations: options.firth === true ? 1000 : 60,
    onStart: () => options.onStart?.(at),
    ...(options.start === undefined ? {} : { start: options.start }),
    negligible: (options.negligible ?? NEGLIGIBLE_STEP) * Math.min(1, events / data.events),
  })
  return { ...maximum, at }
}

const weightOfEvents = ({ n, event, events, weight }: CoxData): number => {
  if (weight === null) return events
  let total = 0
  for (let k = 0; k < n; k++) if (event[k] !== 0) total += weight[k]!
  return total
}
