import { EmptySample, InvalidInput, requireFinite } from '../errors.js'
import { BoundedExactSum, exactSum } from '../numeric/bounded-exact-sum.js'

/** The arithmetic mean, from an exact sum. Agrees with R `mean`. Throws EmptySample, InvalidInput for a missing one. */
export const mean = (values: ArrayLike<number>): number => {
  if (values.length === 0) throw new EmptySample('a mean needs at least one value')
  requireFinite('values', values)
  return requireRange(exactSum(values) / values.length)
}

/**
 * The sample variance with n - 1, from exact sums of squared deviations less what the rounding of the mean adds (Chan,
 * Golub and LeVeque 1983). Agrees with R `var`. Throws EmptySample below two values, InvalidInput for a missing value.
 */
export const variance = (values: ArrayLike<number>): number => {
  const n = values.length
  if (n < 2) throw new EmptySample('a standard deviation needs at least two values')
  const centre = mean(values)
  let farthest = 0
  let varies = false
  for (let i = 0; i < n; i++) {
    if (values[i] !== values[0]) varies = true
    farthest = Math.max(farthest, Math.abs(values[i]! - centre))
  }
  if (!varies) return 0
  const squares = new BoundedExactSum(n, farthest ** 2)
  const rests = new BoundedExactSum(n, farthest)
  for (let i = 0; i < n; i++) {
    const rest = values[i]! - centre
    squares.add(rest * rest)
    rests.add(rest)
  }
  return requireRange(Math.max(0, squares.value() - rests.value() ** 2 / n) / (n - 1))
}

/** The sample standard deviation with n - 1. Agrees with R `sd`. Throws as `variance`. */
export const standardDeviation = (values: ArrayLike<number>): number => Math.sqrt(variance(values))

/**
 * The difference of two means, first minus second, taken of deviations from one of them so that a large common level
 * does not cost digits. Throws EmptySample, and InvalidInput for a missing value.
 */
export const meanDifference = (first: ArrayLike<number>, second: ArrayLike<number>): number => {
  const level = mean(second)
  return requireRange(meanFrom(first, level) - meanFrom(second, level))
}

/** The mean of deviations from a level, which keeps the digits that the level would take. Throws EmptySample. */
export const meanFrom = (values: ArrayLike<number>, level: number): number => mean(lessLevel(values, level))

const lessLevel = (values: ArrayLike<number>, level: number): Float64Array => {
  const rests = new Float64Array(values.length)
  for (let i = 0; i < rests.length; i++) rests[i] = values[i]! - level
  return rests
}

const requireRange = (moment: number): number => {
  if (!Number.isFinite(moment)) throw new InvalidInput('the values lie too far apart to be added or squared')
  return moment
}
