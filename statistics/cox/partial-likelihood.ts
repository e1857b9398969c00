import { addWeightedSums } from '../numeric/weighted-sums.js'
import type { CoxData } from './cox-data.js'
import type { ExpectedEvents } from './expected-events.js'
import { sumExpected } from './expected-events.js'
import type { Ties } from './risk-sets.js'
import { allocateRiskSetSums } from './risk-set-sums.js'
import { sumRiskSets } from './risk-sets.js'

export type { Ties } from './risk-sets.js'

/**
 * The log partial likelihood at one coefficient vector, its gradient (`score`) and minus its second derivatives
 * (`information`), and what residuals are made from.
 */
export interface PartialLikelihood extends ExpectedEvents {
  logLikelihood: number
  /** The diagonal of the information before the means at risk are taken away. */
  readonly moments: Float64Array
  /** The events' weighted sums of the p covariates, then of the offset. */
  readonly ofEvents: Float64Array
}

/**
 * Room for evaluating a model's partial likelihood again and again without allocation. Only residuals need the rows'
 * risks after an evaluation.
 */
export const allocatePartialLikelihood = (data: CoxData, keepsRisk = true): PartialLikelihood => {
  const { n, p, entry } = data
  const groups = data.opensStratum.length
  const risk = new Float64Array(n)
  return {
    logLikelihood: 0,
    score: new Float64Array(p),
    information: new Float64Array(p * p),
    risk,
    expected: keepsRisk || entry !== null ? new Float64Array(n) : risk,
    atEntry: new Float64Array(entry === null ? 0 : 2 * n),
    hazard: new Float64Array(groups),
    spared: new Float64Array(groups),
    moments: new Float64Array(p),
    ofEvents: sumEvents(data, risk),
    sums: allocateRiskSetSums(data, risk),
  }
}

/**
 * Evaluates Cox's log partial likelihood with Efron's (1977) or Breslow's (1974) rule for ties, in two passes over
 * the sorted rows. Backwards in time the sums over the risk set give each hazard increment and the covariate means
 * at risk; forwards the cumulative hazard H gives each row's expected events E = risk * H. Then the score is
 * X'(events - E), the information X' diag(E) X minus the outer products of the means: no p x p sum is kept over the
 * risk set.
 */
export const evaluatePartialLikelihood = (
  data: CoxData,
  ties: Ties,
  beta: Float64Array,
  into: PartialLikelihood,
): void => {
  const { p } = data
  const { score, information, ofEvents } = into
  let logLikelihood = ofEvents[p]!
  for (let j = 0; j < p; j++) logLikelihood += beta[j]! * ofEvents[j]!
  into.logLikelihood = logLikelihood - sumRiskSets(data, ties, beta, into)
  score.fill(0)
  information.fill(0)
  sumExpected(data, into)
  for (let i = 0; i < p; i++) {
    score[i] = ofEvents[i]! - score[i]!
    into.moments[i] = information[i * p + i]!
    for (let j = 0; j <= i; j++) {
      information[i * p + j] = information[i * p + j]! - into.sums.outer.sum[i * p + j]!
      information[j * p + i] = information[i * p + j]!
    }
  }
}

// `share` has room for one number per row.
const sumEvents = ({ n, p, x, event, weight, offset }: CoxData, share: Float64Array): Float64Array => {
  const total = new Float64Array(p + 1)
  for (let k = 0; k < n; k++) share[k] = event[k]!
  if (weight !== null) for (let k = 0; k < n; k++) share[k] = share[k]! * weight[k]!
  addWeightedSums({ x, n, p }, share, 0, n, total)
  let ofOffset = 0
  if (offset !== null) for (let k = 0; k < n; k++) ofOffset += share[k]! * offset[k]!
  total[p] = ofOffset
  return total
}
