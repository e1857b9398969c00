import { EmptySample } from '../errors.js'
import { exactSum, ExactSum } from '../numeric/exact-sum.js'

/** The arithmetic mean, from an exact sum. Agrees with R `mean`. Throws EmptySample. */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) throw new EmptySample('a mean needs at least one value')
  return exactSum(values) / values.length
}

/**
 * The sample variance with n - 1, from exact sums of squared deviations. Agrees with R `var`. Throws EmptySample
 * below two values.
 */
export function variance(values: ArrayLike<number>): number {
  const n = values.length
  if (n < 2) throw new EmptySample('a standard deviation needs at least two values')
  const centre = mean(values)
  const squares = new ExactSum()
  for (let i = 0; i < n; i++) squares.add((values[i]! - centre) ** 2)
  return squares.value() / (n - 1)
}

/** The sample standard deviation with n - 1. Agrees with R `sd`. Throws EmptySample below two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values))
}
