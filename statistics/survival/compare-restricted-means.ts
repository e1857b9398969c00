import { logTwoSidedNormal, normalQuantile } from '../distributions/normal.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { KaplanMeierCurve } from './kaplan-meier.js'
import { restrictedMean } from './restricted-mean.js'

/** A difference or a ratio of two restricted means; null where it does not exist. */
export interface MeanContrast {
  readonly value: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly p: number | null
  readonly logP: number | null
}

/** The restricted means of two groups to one horizon compared. */
export interface RestrictedMeanComparison {
  readonly tau: number
  readonly difference: MeanContrast
  readonly ratio: MeanContrast
  readonly notes: readonly Note[]
}

/**
 * Compares the restricted mean survival of two groups to tau: difference first - second with normal limits, ratio
 * first / second with limits on the log scale by the delta method (Royston and Parmar 2013; Uno 2014). The means and
 * errors agree with R `survfit(rmean = tau)`.
 */
export const compareRestrictedMeans = (
  first: KaplanMeierCurve,
  second: KaplanMeierCurve,
  tau: number,
): RestrictedMeanComparison => {
  const one = restrictedMean(first, tau)
  const other = restrictedMean(second, tau)
  const z = normalQuantile((1 + first.confidence) / 2)
  const difference = contrast(one.value - other.value, Math.hypot(one.se, other.se), z, value => value)
  const ratio =
    one.value > 0 && other.value > 0
      ? contrast(Math.log(one.value / other.value), Math.hypot(one.se / one.value, other.se / other.value), z, Math.exp)
      : NOTHING
  const notes = [...one.notes, ...other.notes]
  if (difference.p === null) notes.push(note('not-estimable', 'neither group has an event before the horizon'))
  return { tau, difference, ratio, notes }
}

const NOTHING: MeanContrast = { value: null, lower: null, upper: null, p: null, logP: null }

const contrast = (value: number, se: number, z: number, scale: (x: number) => number): MeanContrast => {
  const known = { value: scale(value), lower: scale(value - z * se), upper: scale(value + z * se) }
  if (!(se > 0)) return { ...known, p: null, logP: null }
  const logP = logTwoSidedNormal(value / se)
  return { ...known, p: Math.exp(logP), logP }
}
