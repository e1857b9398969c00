import { normalQuantile } from '../distributions/normal.js'
import { InvalidInput, requireProbability } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { Proportion } from './proportion.js'
import { newcombe } from './proportion.js'

/** A ratio of two risks or odds with its limits; null, with a note, where an empty cell leaves none. */
export interface RiskRatio {
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly notes: readonly Note[]
}

/** The risk difference, first minus second, with Newcombe's (1998, method 10) interval. Throws InvalidInput. */
export const riskDifference = (
  successes1: number,
  n1: number,
  successes2: number,
  n2: number,
  confidence = 0.95,
): Proportion => newcombe(successes1, n1, successes2, n2, confidence)

/**
 * The risk ratio, first over second, with limits on the log scale (Katz 1978). Agrees with R
 * `epitools::riskratio.wald`. Throws InvalidInput.
 */
export const riskRatio = (
  successes1: number,
  n1: number,
  successes2: number,
  n2: number,
  confidence = 0.95,
): RiskRatio => {
  checkCounts(successes1, n1, successes2, n2, confidence)
  const variance = 1 / successes1 - 1 / n1 + 1 / successes2 - 1 / n2
  return logLimits(successes1 / n1 / (successes2 / n2), variance, successes1 > 0 && successes2 > 0, confidence)
}

/**
 * The sample odds ratio, first over second, with limits on the log scale (Woolf 1955). Agrees with R
 * `epitools::oddsratio.wald`. Throws InvalidInput.
 */
export const oddsRatio = (
  successes1: number,
  n1: number,
  successes2: number,
  n2: number,
  confidence = 0.95,
): RiskRatio => {
  checkCounts(successes1, n1, successes2, n2, confidence)
  const failures1 = n1 - successes1
  const failures2 = n2 - successes2
  const variance = 1 / successes1 + 1 / failures1 + 1 / successes2 + 1 / failures2
  const full = successes1 > 0 && successes2 > 0 && failures1 > 0 && failures2 > 0
  return logLimits((successes1 * failures2) / (failures1 * successes2), variance, full, confidence)
}

const logLimits = (estimate: number, variance: number, full: boolean, confidence: number): RiskRatio => {
  if (!full || !(variance > 0)) {
    const why = full ? 'no subject is without the event' : 'an empty cell'
    const notes = [note('not-estimable', `${why}: the ratio has no finite limits`)]
    return { estimate: Number.isFinite(estimate) ? estimate : null, lower: null, upper: null, notes }
  }
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance)
  return { estimate, lower: estimate * Math.exp(-half), upper: estimate * Math.exp(half), notes: [] }
}

const checkCounts = (x1: number, n1: number, x2: number, n2: number, confidence: number): void => {
  requireProbability('confidence', confidence)
  for (const [x, n] of [
    [x1, n1],
    [x2, n2],
  ] as const) {
    if (!(Number.isInteger(x) && Number.isInteger(n) && x >= 0 && x <= n))
      throw new InvalidInput(`${x} of ${n} is no count`)
  }
}
