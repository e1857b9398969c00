import { requireFinite } from '../errors.js'
import type { KaplanMeierCurve } from './kaplan-meier.js'

/**
 * Survival at a fixed time; `beyondFollowUp` when no subject was followed so long and the last value is carried
 * forward.
 */
export interface Landmark {
  readonly time: number
  readonly survival: number
  /** Standard error of S (not of log S). */
  readonly se: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly atRisk: number
  readonly beyondFollowUp: boolean
}

/**
 * The survival rate at a time, with its limits. Agrees with R `summary(survfit(...), times = time, extend = TRUE)`, and
 * like it compares times as they are: those of a curve that differ by rounding are one already, a time that was
 * computed elsewhere (0.1 + 0.2 beside 0.3) has to be rounded there. Throws InvalidInput.
 */
export const survivalAt = (curve: KaplanMeierCurve, time: number): Landmark => {
  requireFinite('time', [time])
  const after = placeAfter(curve.time, time)
  const g = after - 1
  const size = curve.time.length
  const beyondFollowUp = time > curve.time[size - 1]!
  const atRisk = g >= 0 && curve.time[g] === time ? curve.atRisk[g] : after < size ? curve.atRisk[after] : 0
  if (g < 0) return { time, survival: 1, se: 0, lower: 1, upper: 1, atRisk: atRisk as number, beyondFollowUp }
  const survival = curve.survival[g]!
  return {
    time,
    survival,
    se: finiteOrNull(curve.seSurvival[g]!),
    lower: finiteOrNull(curve.lower[g]!),
    upper: finiteOrNull(curve.upper[g]!),
    atRisk: atRisk as number,
    beyondFollowUp,
  }
}

/**
 * How many are still at risk (time >= t) at each time of a figure's risk table. Agrees with R
 * `summary(survfit(...), times = times, extend = TRUE)$n.risk`.
 */
export const numbersAtRisk = (curve: KaplanMeierCurve, times: readonly number[]): readonly number[] =>
  times.map(time => survivalAt(curve, time).atRisk)

const placeAfter = (times: Float64Array, time: number): number => {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! <= time) low = middle + 1
    else high = middle
  }
  return low
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null)
