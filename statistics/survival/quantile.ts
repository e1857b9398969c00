import { requireProbability } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { KaplanMeierCurve } from './kaplan-meier.js'

const TOLERANCE = Math.sqrt(2 ** -52)

/** A survival quantile with its confidence limits; null when the curve, or the band's limit, does not get so low. */
export interface SurvivalQuantile {
  readonly value: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly notes: readonly Note[]
}

/**
 * The time by which a share `probability` has had the event, limits by inverting the band (Brookmeyer and Crowley
 * 1982): the first time with S < 1 - probability; where S is flat at it, the middle of that step. Agrees with R
 * `quantile(survfit(...), probability)`.
 */
export function survivalQuantile(curve: KaplanMeierCurve, probability: number): SurvivalQuantile {
  requireProbability('probability', probability)
  const level = 1 - probability
  const value = crossing(curve.time, curve.survival, level)
  const lower = crossing(curve.time, curve.lower, level)
  const upper = crossing(curve.time, curve.upper, level)
  return {
    value,
    lower,
    upper,
    notes: value === null ? [note('not-reached', `survival does not fall to ${level}`)] : [],
  }
}

/** The median survival time with its limits. Agrees with R `summary(survfit(...))$table`. */
export function medianSurvival(curve: KaplanMeierCurve): SurvivalQuantile {
  return survivalQuantile(curve, 0.5)
}

function crossing(time: Float64Array, step: Float64Array, level: number): number | null {
  for (let g = 0; g < step.length; g++) {
    const height = step[g]!
    if (Number.isNaN(height) || height >= level + TOLERANCE) continue
    const here = time[g]!
    if (Math.abs(height - level) >= TOLERANCE) return here
    for (let h = g + 1; h < step.length; h++) if (step[h]! < height) return (here + time[h]!) / 2
    return here
  }
  return null
}
