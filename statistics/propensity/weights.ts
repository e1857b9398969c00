import { InvalidInput, requireSameLength } from '../errors.js'

/** The population for which a weighting estimates the effect. */
export type Estimand = 'ATE' | 'ATT' | 'overlap'

/** The choices of a weighting. */
export interface WeightingOptions {
  readonly estimand?: Estimand
  /** ATE only: multiplies by the arm's share, so that the weights average 1. */
  readonly stabilized?: boolean
  /** Scores outside [trim, 1 - trim] are moved to the limits before weighting. */
  readonly trim?: number
}

/**
 * Propensity-score weights: ATE 1/e and 1/(1 - e) (Horvitz and Thompson 1952), stabilized by the arm's share (Robins
 * 1998); ATT 1 and e/(1 - e); overlap 1 - e and e (Li, Morgan and Zaslavsky 2018). Agrees with R
 * `ifelse(treated == 1, 1 / e, 1 / (1 - e))` and its like. Throws InvalidInput when a score is 0 or 1 and its weight
 * infinite.
 */
export const propensityWeights = (
  treated: Uint8Array,
  score: Float64Array,
  options: WeightingOptions = {},
): Float64Array => {
  requireSameLength('score', treated.length, score.length)
  const trim = options.trim ?? 0
  if (!(trim >= 0 && trim < 0.5)) throw new InvalidInput('the trimming limit must lie between 0 and 0.5')
  const share = treated.reduce((sum, arm) => sum + (arm === 0 ? 0 : 1), 0) / treated.length
  const weights = new Float64Array(treated.length)
  for (let i = 0; i < treated.length; i++) {
    const e = Math.min(1 - trim, Math.max(trim, score[i]!))
    const weight = weightOf(treated[i] !== 0, e, options.estimand ?? 'ATE', options.stabilized === true ? share : null)
    if (!Number.isFinite(weight))
      throw new InvalidInput(`the propensity score of row ${i} is ${e}: its weight is infinite`)
    weights[i] = weight
  }
  return weights
}

const weightOf = (treated: boolean, e: number, estimand: Estimand, share: number | null): number => {
  if (estimand === 'overlap') return treated ? 1 - e : e
  if (estimand === 'ATT') return treated ? 1 : e / (1 - e)
  if (share === null) return treated ? 1 / e : 1 / (1 - e)
  return treated ? share / e : (1 - share) / (1 - e)
}
