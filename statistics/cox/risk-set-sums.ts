import type { CoxData } from './cox-data.js'
import type { OuterProducts } from './outer-products.js'
import { allocateOuterProducts } from './outer-products.js'
import { RiskMoments } from './risk-moments.js'

/** What sums over the risk sets are made from, and the hazards that they give. */
export interface RiskSets {
  /** r_i = weight * exp(linear predictor), by sorted place. */
  readonly risk: Float64Array
  /** Hazard increment of each group of tied times. */
  readonly hazard: Float64Array
  /** The part of that increment that the tied events themselves are spared under Efron's rule. */
  readonly spared: Float64Array
  readonly sums: RiskSetSums
}

/** Room for sums over a risk set, used again at each event time. */
export interface RiskSetSums {
  /**
   * The p sums of r_i x_ij over those at risk, then the sum of r_i. At an event time those who have the event are not
   * among them yet.
   */
  readonly atRisk: Float64Array
  /** With delayed entry, those at risk, from whom rows are taken off again (null: nobody enters later). */
  readonly entered: RiskMoments | null
  /** The same sums over the events of one time. */
  readonly deaths: Float64Array
  /** The weighted sum over the events of the outer products of the covariate means at risk. */
  readonly outer: OuterProducts
}

/** Room for a model's sums over the risks that will be in `risk`. */
export const allocateRiskSetSums = (data: CoxData, risk: Float64Array): RiskSetSums => {
  const { p } = data
  return {
    atRisk: new Float64Array(p + 1),
    entered: data.entry === null ? null : new RiskMoments(data, risk, 1),
    deaths: new Float64Array(p + 1),
    outer: allocateOuterProducts(p),
  }
}
