import { EmptySample, InvalidInput, requireFinite, requireSameLength } from '../errors.js'
import { BoundedExactSum, largestAmong } from '../numeric/bounded-exact-sum.js'
import { addMultiple } from '../numeric/exact-multiple.js'
import { ExactSum } from '../numeric/exact-sum.js'

/**
 * A covariate in two arms; `weights` (0 leaves a row out) describe the matched or weighted sample. Rows that are equal may
 * be given once, with the number of their `copies`: every sum is exact, so each answer is that of the rows one by one.
 */
export interface BalanceInput {
  readonly values: Float64Array
  readonly treated: Uint8Array
  readonly weights?: Float64Array
  readonly copies?: Uint32Array
}

/** Weighted first and second moments of a covariate in one arm. */
export interface ArmMoments {
  readonly rows: number
  readonly weight: number
  readonly squaredWeight: number
  readonly mean: number
  /** Weighted sum of squared deviations from the mean. */
  readonly squares: number
}

/** Checks a covariate's columns. Throws InvalidInput, EmptySample when an arm has no row. */
export const checkBalanceInput = (input: BalanceInput): void => {
  requireSameLength('treated', input.values.length, input.treated.length)
  requireFinite('values', input.values)
  if (input.weights !== undefined) {
    requireSameLength('weights', input.values.length, input.weights.length)
    requireFinite('weights', input.weights)
    if (hasNegative(input.weights)) throw new InvalidInput('a weight is 0 or more')
  }
  if (input.copies !== undefined) requireSameLength('copies', input.values.length, input.copies.length)
  for (const arm of [0, 1] as const) {
    const some = input.treated.findIndex((flag, i) => Number(flag !== 0) === arm && (input.weights?.[i] ?? 1) > 0)
    if (some < 0) throw new EmptySample(`the ${arm === 1 ? 'treated' : 'control'} arm has no row`)
  }
}

const hasNegative = (weights: Float64Array): boolean => {
  for (let row = 0; row < weights.length; row++) if (weights[row]! < 0) return true
  return false
}

/** The mean of a covariate in one arm, and the weights that it is taken with. */
export type ArmMean = Omit<ArmMoments, 'squares'>

/** The mean of one arm (1 treated, 0 control), from exact sums so that the rows' order does not matter. */
export const armMean = (input: BalanceInput, arm: 0 | 1, weighted: boolean): ArmMean => {
  const { values } = input
  const weights = weighted ? input.weights : undefined
  const heaviest = weights === undefined ? 1 : largestAmong(weights)
  const total = sumArm(input, arm, weights, 2 * heaviest * largestAmong(values), (row, w) => w * values[row]!)
  if (weights === undefined)
    return { rows: total.rows, weight: total.rows, squaredWeight: total.rows, mean: total.sum / total.rows }
  const weight = sumArm(input, arm, weights, heaviest, (_, w) => w).sum
  const squaredWeight = sumArm(input, arm, weights, 2 * heaviest * heaviest, (_, w) => w * w).sum
  return { rows: total.rows, weight, squaredWeight, mean: total.sum / weight }
}

/** The moments of one arm (1 treated, 0 control), from exact sums so that the rows' order does not matter. */
export const armMoments = (input: BalanceInput, arm: 0 | 1, weighted: boolean): ArmMoments => {
  const { values } = input
  const first = armMean(input, arm, weighted)
  const weights = weighted ? input.weights : undefined
  const farthest = 2 * (largestAmong(values) + Math.abs(first.mean))
  const heaviest = weights === undefined ? 1 : largestAmong(weights)
  const { sum } = sumArm(input, arm, weights, 2 * heaviest * farthest * farthest, (row, w) => {
    const rest = values[row]! - first.mean
    return w * (rest * rest)
  })
  return { ...first, squares: sum }
}

/** The exact sum of a term of each row of an arm whose weight is not 0, none beyond a bound, and how many rows those are. */
const sumArm = (
  { values, treated, copies }: BalanceInput,
  arm: 0 | 1,
  weights: Float64Array | undefined,
  bound: number,
  term: (row: number, weight: number) => number,
): { readonly sum: number; readonly rows: number } => {
  const own = { terms: new Float64Array(values.length), times: new Uint32Array(values.length) }
  let taken = 0
  let rows = 0
  for (let row = 0; row < values.length; row++) {
    const weight = weights === undefined ? 1 : weights[row]!
    if (Number(treated[row] !== 0) !== arm || weight === 0) continue
    const times = copies === undefined ? 1 : copies[row]!
    own.terms[taken] = term(row, weight)
    own.times[taken++] = times
    rows += times
  }
  if (copies === undefined) {
    const sum = new BoundedExactSum(values.length, bound)
    sum.addColumn(own.terms, taken)
    return { sum: sum.value(), rows }
  }
  const sum = new ExactSum()
  for (let k = 0; k < taken; k++) addMultiple(sum, own.terms[k]!, own.times[k]!)
  return { sum: sum.value(), rows }
}

/** Whether a covariate takes no other values than 0 and 1. */
export const isBinary = (values: Float64Array): boolean => {
  for (let row = 0; row < values.length; row++) if (values[row] !== 0 && values[row] !== 1) return false
  return true
}

/** p (1 - p) of a binary covariate, the n - 1 variance of another; NaN for a single row. */
export const plainVariance = (moments: ArmMoments, binary: boolean): number =>
  binary ? binaryVariance(moments) : moments.squares / (moments.weight - 1)

/** p (1 - p). */
export const binaryVariance = ({ mean }: Pick<ArmMoments, 'mean'>): number => mean * (1 - mean)
