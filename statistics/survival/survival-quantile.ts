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
 * 1982): the first time with S < 1 - probability; where S is flat at it, the middle of that step, or of what is left
 * to the last time when the step is the last. Agrees with R `quantile(survfit(...), probability)`.
 */
export const survivalQuantile = (curve: KaplanMeierCurve, probability: number): SurvivalQuantile => {
  requireProbability('probability', probability)
  return invert(curve, probability, stepAt)
}

/**
 * The median survival time with its limits. A curve that is flat at one half to its end has its median where that
 * step begins (the quantile of 0.5 takes the step's middle), as in R `summary(survfit(...))$table`.
 */
export const medianSurvival = (curve: KaplanMeierCurve): SurvivalQuantile => invert(curve, 0.5, firstCrossing)

type Inversion = (time: Float64Array, step: Float64Array, probability: number) => number | null

const invert = (curve: KaplanMeierCurve, probability: number, by: Inversion): SurvivalQuantile => {
  const value = by(curve.time, curve.survival, probability)
  return {
    value,
    lower: by(curve.time, curve.lower, probability),
    upper: by(curve.time, curve.upper, probability),
    notes: value === null ? [note('not-reached', `survival does not fall to ${1 - probability}`)] : [],
  }
}

// A band need not fall all the way: of the heights at or below the level R takes the highest, not the first.
const stepAt = (time: Float64Array, step: Float64Array, probability: number): number | null => {
  let reached = -1
  let passed = -1
  let last = 0
  for (let g = 0; g < step.length; g++) {
    const height = 1 - step[g]!
    if (height === 1 - step[last]! && g > 0) continue
    last = g
    if (height + TOLERANCE >= probability && (reached < 0 || height < 1 - step[reached]!)) reached = g
    if (height - TOLERANCE >= probability && (passed < 0 || height < 1 - step[passed]!)) passed = g
  }
  if (reached < 0) return null
  if (Math.abs(probability - (1 - step[last]!)) < TOLERANCE) return (time[reached]! + time[time.length - 1]!) / 2
  return passed < 0 ? null : (time[reached]! + time[passed]!) / 2
}

const firstCrossing = (time: Float64Array, step: Float64Array, probability: number): number | null => {
  const level = 1 - probability
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
