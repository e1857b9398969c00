import type { CoxTerm } from '../../../../statistics/cox/fit-cox.js'
import { fitCox } from '../../../../statistics/cox/fit-cox.js'
import { kaplanMeier } from '../../../../statistics/survival/kaplan-meier.js'
import { logRank } from '../../../../statistics/survival/log-rank.js'
import { medianSurvival } from '../../../../statistics/survival/survival-quantile.js'
import type { PrintedHazardRatio, PrintedMedian, Range } from './targets.js'
import { outside } from './targets.js'
import { daysInMonth } from './outcomes.js'

/** Time and event of one endpoint for a list of rows. */
export interface Follow {
  readonly time: Float64Array
  readonly event: Uint8Array
}

/** The rows of a column. */
export const take = (column: Float64Array, rows: readonly number[]): Float64Array =>
  Float64Array.from(rows, row => column[row] as number)

/** The rows of an endpoint. */
export const takeFollow = (follow: Follow, rows: readonly number[]): Follow => ({
  time: take(follow.time, rows),
  event: Uint8Array.from(rows, row => follow.event[row] as number),
})

/** A median survival time with its interval, in months. */
export const medianMonths = (
  follow: Follow,
): {
  readonly median: number | null
  readonly lower: number | null
  readonly upper: number | null
} => {
  const found = medianSurvival(kaplanMeier(follow))
  const months = (days: number | null): number | null => (days === null ? null : days / daysInMonth)
  return { median: months(found.value), lower: months(found.lower), upper: months(found.upper) }
}

/** The first term of a Cox model, by default the arm. */
export const firstTerm = (follow: Follow, columns: readonly Float64Array[]): CoxTerm => {
  const term = fitCox({ time: follow.time, event: follow.event, covariates: columns }).terms[0]
  if (term === undefined) throw new Error('a Cox model without a term')
  return term
}

/** The log-rank test's P between the arms. */
export const logRankP = (follow: Follow, treated: Uint8Array): number =>
  logRank({ time: follow.time, event: follow.event, group: Int32Array.from(treated) }).p ?? 1

/** Cost of a number outside its printed range on the scale of its logarithm; not estimable costs as a whole unit. */
export const logCost = (value: number | null, range: Range): number =>
  value === null || value <= 0
    ? 1
    : outside(Math.log(value), { low: Math.log(range.low), high: Math.log(range.high) }, 0.1)

/** Cost of a hazard ratio, its interval and its P. */
export const ratioCost = (term: CoxTerm, printed: PrintedHazardRatio): number =>
  2 * logCost(term.hazardRatio, printed.hazardRatio) +
  logCost(term.lower, printed.lower) +
  logCost(term.upper, printed.upper) +
  (printed.p === undefined ? 0 : 0.5 * logCost(term.p, printed.p))

const notReached = 100

/** Cost of a median and its interval; months outside of the printed ranges. */
export const medianCost = (found: ReturnType<typeof medianMonths>, printed: PrintedMedian): number =>
  outside(found.median ?? notReached, printed.median, 2) +
  outside(found.lower ?? notReached, printed.lower, 2) +
  (printed.upper === null ? (found.upper === null ? 0 : 1) : outside(found.upper ?? notReached, printed.upper, 4))
