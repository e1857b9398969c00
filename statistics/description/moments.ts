import { EmptySample, InvalidInput, requireFinite } from '../errors.js'
import { BoundedExactSum, exactSum } from '../numeric/bounded-exact-sum.js'
import { addMultiple } from '../numeric/exact-multiple.js'
import { ExactSum } from '../numeric/exact-sum.js'
import { isTally, type Sample, sizeOf, type Tally } from './tally.js'

/** The arithmetic mean, from an exact sum. Agrees with R `mean`. Throws EmptySample, InvalidInput for a missing one. */
export const mean = (sample: Sample): number => {
  const n = sizeOf(sample)
  if (n === 0) throw new EmptySample('a mean needs at least one value')
  if (!isTally(sample)) requireFinite('values', sample)
  return requireRange((isTally(sample) ? sumOfTally(sample, value => value) : exactSum(sample)) / n)
}

/**
 * The sample variance with n - 1, from exact sums of squared deviations less what the rounding of the mean adds (Chan,
 * Golub and LeVeque 1983). Agrees with R `var`. Throws EmptySample below two values, InvalidInput for a missing value.
 */
export const variance = (sample: Sample): number => {
  const n = sizeOf(sample)
  if (n < 2) throw new EmptySample('a standard deviation needs at least two values')
  const centre = mean(sample)
  const values = isTally(sample) ? sample.values : sample
  let farthest = 0
  let varies = false
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== values[0]) varies = true
    farthest = Math.max(farthest, Math.abs(values[i]! - centre))
  }
  if (!varies) return 0
  const { squares, rests } = isTally(sample)
    ? {
        squares: sumOfTally(sample, value => (value - centre) * (value - centre)),
        rests: sumOfTally(sample, value => value - centre),
      }
    : sumRests(sample, centre, farthest)
  return requireRange(Math.max(0, squares - rests ** 2 / n) / (n - 1))
}

const sumRests = (
  values: ArrayLike<number>,
  centre: number,
  farthest: number,
): { readonly squares: number; readonly rests: number } => {
  const squares = new BoundedExactSum(values.length, farthest ** 2)
  const rests = new BoundedExactSum(values.length, farthest)
  for (let i = 0; i < values.length; i++) {
    const rest = values[i]! - centre
    squares.add(rest * rest)
    rests.add(rest)
  }
  return { squares: squares.value(), rests: rests.value() }
}

// The exact sum of a term of each value: that of the values one by one.
const sumOfTally = ({ values, counts }: Tally, term: (value: number) => number): number => {
  const sum = new ExactSum()
  for (let place = 0; place < values.length; place++) addMultiple(sum, term(values[place]!), counts[place]!)
  return sum.value()
}

/** The sample standard deviation with n - 1. Agrees with R `sd`. Throws as `variance`. */
export const standardDeviation = (sample: Sample): number => Math.sqrt(variance(sample))

/**
 * The difference of two means, first minus second, taken of deviations from one of them so that a large common level
 * does not cost digits. Throws EmptySample, and InvalidInput for a missing value.
 */
export const meanDifference = (first: Sample, second: Sample): number => {
  const level = mean(second)
  return requireRange(meanFrom(first, level) - meanFrom(second, level))
}

/** The mean of deviations from a level, which keeps the digits that the level would take. Throws EmptySample. */
export const meanFrom = (sample: Sample, level: number): number =>
  mean(isTally(sample) ? { ...sample, values: lessLevel(sample.values, level) } : lessLevel(sample, level))

const lessLevel = (values: ArrayLike<number>, level: number): Float64Array => {
  const rests = new Float64Array(values.length)
  for (let i = 0; i < rests.length; i++) rests[i] = values[i]! - level
  return rests
}

const requireRange = (moment: number): number => {
  if (!Number.isFinite(moment)) throw new InvalidInput('the values lie too far apart to be added or squared')
  return moment
}
