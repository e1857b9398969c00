import { normalQuantile } from '../distributions/normal.js'
import { InvalidInput } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { KaplanMeierCurve } from './kaplan-meier.js'

/** The restricted mean survival time to tau, with its standard error and normal limits. */
export interface RestrictedMean {
  readonly value: number
  readonly se: number
  readonly lower: number
  readonly upper: number
  readonly tau: number
  readonly notes: readonly Note[]
}

/**
 * The area under the survival curve from 0 to tau (Irwin 1949); variance: the sum over event times of (area from
 * there to tau)^2 d / (n (n - d)). Agrees with R `summary(survfit(...), rmean = tau)`. Throws InvalidInput.
 */
export const restrictedMean = (curve: KaplanMeierCurve, tau: number): RestrictedMean => {
  if (!(tau > 0 && tau < Infinity)) throw new InvalidInput('a restricted mean needs a positive, finite horizon')
  let last = 0
  while (last < curve.time.length && curve.time[last]! < tau) last++
  let area = 0
  let variance = 0
  let right = tau
  for (let g = last - 1; g >= 0; g--) {
    const left = Math.max(0, curve.time[g]!)
    area += (right - left) * curve.survival[g]!
    right = left
    const d = curve.eventCount[g]!
    const y = curve.atRisk[g]!
    if (d > 0 && y > d) variance += (area * area * d) / (y * (y - d))
  }
  const value = area + right
  const se = Math.sqrt(variance)
  const z = normalQuantile((1 + curve.confidence) / 2)
  const end = curve.time[curve.time.length - 1]!
  const notes =
    tau > end
      ? [note('beyond-follow-up', `the horizon ${tau} lies beyond the last time ${end}: the last value is carried on`)]
      : []
  return { value, se, lower: value - z * se, upper: value + z * se, tau, notes }
}
