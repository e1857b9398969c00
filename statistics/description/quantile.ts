import { EmptySample, InvalidInput, requireFinite } from '../errors.js'
import { sizeOf, type Tally, tallyOf } from './tally.js'

/**
 * A sample quantile, 0 <= probability <= 1. Type 7 (default) is R's and Excel's, type 6 SPSS's (HAVERAGE), 'hinge'
 * Tukey's (1977): the median of the lower or upper half, the middle value counted in both. Hyndman and Fan (1996).
 * Agrees with R `quantile(type = 7)`, `quantile(type = 6)`, `fivenum`. Throws EmptySample, and InvalidInput for a
 * missing value or another probability.
 */
export const quantile = (values: ArrayLike<number>, probability: number, type: QuantileType = 7): number => {
  if (!(probability >= 0 && probability <= 1)) throw new InvalidInput('a quantile needs a probability between 0 and 1')
  if (values.length === 0) throw new EmptySample('a quantile needs at least one value')
  requireFinite('values', values)
  return quantileOfTally(tallyOf(values), probability, type)
}

type QuantileType = 6 | 7 | 'hinge'

/** A quantile, as `quantile` takes it, of values that are known, finite and tallied. */
export const quantileOfTally = (tally: Tally, probability: number, type: QuantileType = 7): number => {
  const n = sizeOf(tally)
  if (type === 'hinge') return hinge(tally, n, probability)
  const position = type === 7 ? 1 + (n - 1) * probability : (n + 1) * probability
  return interpolate(tally, n, Math.min(n, Math.max(1, position)))
}

/** The median. Agrees with R `median`. Throws as `quantile`. */
export const median = (values: ArrayLike<number>): number => quantile(values, 0.5)

// The value at a place, from 1, of the values in ascending order.
const valueAt = ({ values, counts }: Tally, place: number): number => {
  let passed = 0
  let at = 0
  while ((passed += counts[at]!) < place) at++
  return values[at]!
}

const hinge = (tally: Tally, n: number, probability: number): number => {
  const depth = Math.floor((n + 3) / 2) / 2
  const position = new Map([
    [0, 1],
    [0.25, depth],
    [0.5, (n + 1) / 2],
    [0.75, n + 1 - depth],
    [1, n],
  ]).get(probability)
  if (position === undefined) throw new InvalidInput('hinges exist at 0, 0.25, 0.5, 0.75 and 1')
  const low = valueAt(tally, Math.floor(position))
  return (low + valueAt(tally, Math.ceil(position))) / 2
}

// R lets a position within 4 eps of a whole number be that number.
const interpolate = (tally: Tally, n: number, position: number): number => {
  const fuzz = 4 * 2 ** -52
  const whole = Math.floor(position + fuzz)
  const part = position - whole
  const low = valueAt(tally, Math.max(1, whole))
  if (Math.abs(part) <= fuzz) return low
  const high = valueAt(tally, Math.min(n, whole + 1))
  return (1 - part) * low + part * high
}
