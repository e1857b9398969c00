import { EmptySample, InvalidInput, requireFinite } from '../errors.js'

/**
 * A sample quantile, 0 <= probability <= 1. Type 7 (default) is R's and Excel's, type 6 SPSS's (HAVERAGE), 'hinge'
 * Tukey's (1977): the median of the lower or upper half, the middle value counted in both. Hyndman and Fan (1996).
 * Agrees with R `quantile(type = 7)`, `quantile(type = 6)`, `fivenum`. Throws EmptySample, and InvalidInput for a
 * missing value or another probability.
 */
export const quantile = (values: ArrayLike<number>, probability: number, type: 6 | 7 | 'hinge' = 7): number => {
  if (!(probability >= 0 && probability <= 1)) throw new InvalidInput('a quantile needs a probability between 0 and 1')
  if (values.length === 0) throw new EmptySample('a quantile needs at least one value')
  requireFinite('values', values)
  return quantileOfSorted(new Float64Array(values).sort(), probability, type)
}

/** A quantile, as `quantile` takes it, of values that are known, finite and ascending. */
export const quantileOfSorted = (sorted: Float64Array, probability: number, type: 6 | 7 | 'hinge' = 7): number => {
  const n = sorted.length
  if (type === 'hinge') return hinge(sorted, probability)
  const position = type === 7 ? 1 + (n - 1) * probability : (n + 1) * probability
  return interpolate(sorted, Math.min(n, Math.max(1, position)))
}

/** The median. Agrees with R `median`. Throws as `quantile`. */
export const median = (values: ArrayLike<number>): number => quantile(values, 0.5)

const hinge = (sorted: Float64Array, probability: number): number => {
  const n = sorted.length
  const depth = Math.floor((n + 3) / 2) / 2
  const position = new Map([
    [0, 1],
    [0.25, depth],
    [0.5, (n + 1) / 2],
    [0.75, n + 1 - depth],
    [1, n],
  ]).get(probability)
  if (position === undefined) throw new InvalidInput('hinges exist at 0, 0.25, 0.5, 0.75 and 1')
  const low = sorted[Math.floor(position) - 1]!
  return (low + sorted[Math.ceil(position) - 1]!) / 2
}

// R lets a position within 4 eps of a whole number be that number.
const interpolate = (sorted: Float64Array, position: number): number => {
  const fuzz = 4 * 2 ** -52
  const whole = Math.floor(position + fuzz)
  const part = position - whole
  const low = sorted[Math.max(0, whole - 1)]!
  if (Math.abs(part) <= fuzz) return low
  const high = sorted[Math.min(sorted.length - 1, whole)]!
  return (1 - part) * low + part * high
}
