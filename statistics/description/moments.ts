import { exactSum, ExactSum } from '../numeric/exact-sum.js'

/** The arithmetic mean, from an exact sum; null of no value. Agrees with R `mean`. */
export function mean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : exactSum(values) / values.length
}

/** The sample variance with n - 1, from exact sums of squared deviations; null of fewer than two values. Agrees with R `var`. */
export function variance(values: ArrayLike<number>): number | null {
  const n = values.length
  const centre = mean(values)
  if (n < 2 || centre === null) return null
  const squares = new ExactSum()
  for (let i = 0; i < n; i++) squares.add(((values[i] as number) - centre) ** 2)
  return squares.value() / (n - 1)
}

/** The sample standard deviation with n - 1; null of fewer than two values. Agrees with R `sd`. */
export function standardDeviation(values: ArrayLike<number>): number | null {
  const square = variance(values)
  return square === null ? null : Math.sqrt(square)
}
