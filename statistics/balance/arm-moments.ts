import { EmptySample, InvalidInput, requireFinite, requireSameLength } from '../errors.js'
import { BoundedExactSum, largestAmong } from '../numeric/bounded-exact-sum.js'

/** A covariate in two arms; `weights` (0 leaves a row out) describe the matched or weighted sample. */
export interface BalanceInput {
  readonly values: Float64Array
  readonly treated: Uint8Array
  readonly weights?: Float64Array
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
export const armMean = ({ values, treated, weights: given }: BalanceInput, arm: 0 | 1, weighted: boolean): ArmMean => {
  const n = values.length
  const weights = weighted ? given : undefined
  const heaviest = weights === undefined ? 1 : largestAmong(weights)
  const total = new BoundedExactSum(n, 2 * heaviest * largestAmong(values))
  const terms = new Float64Array(n)
  let rows = 0
  if (weights === undefined) {
    for (let i = 0; i < n; i++) if (Number(treated[i] !== 0) === arm) terms[rows++] = values[i]!
    total.addColumn(terms, rows)
    return { rows, weight: rows, squaredWeight: rows, mean: total.value() / rows }
  }
  const weight = new BoundedExactSum(n, heaviest)
  const squaredWeight = new BoundedExactSum(n, 2 * heaviest * heaviest)
  const own = new Float64Array(n)
  const ownSquared = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const w = weights[i]!
    if (Number(treated[i] !== 0) !== arm || w === 0) continue
    own[rows] = w
    ownSquared[rows] = w * w
    terms[rows++] = w * values[i]!
  }
  weight.addColumn(own, rows)
  squaredWeight.addColumn(ownSquared, rows)
  total.addColumn(terms, rows)
  const sum = weight.value()
  return { rows, weight: sum, squaredWeight: squaredWeight.value(), mean: total.value() / sum }
}

/** The moments of one arm (1 treated, 0 control), from exact sums so that the rows' order does not matter. */
export const armMoments = (input: BalanceInput, arm: 0 | 1, weighted: boolean): ArmMoments => {
  const { values, treated } = input
  const first = armMean(input, arm, weighted)
  const weights = weighted ? input.weights : undefined
  const farthest = 2 * (largestAmong(values) + Math.abs(first.mean))
  const heaviest = weights === undefined ? 1 : largestAmong(weights)
  const squares = new BoundedExactSum(values.length, 2 * heaviest * farthest * farthest)
  const terms = new Float64Array(values.length)
  let rows = 0
  for (let i = 0; i < values.length; i++) {
    const w = weights === undefined ? 1 : weights[i]!
    if (Number(treated[i] !== 0) !== arm || w === 0) continue
    const rest = values[i]! - first.mean
    terms[rows++] = w * (rest * rest)
  }
  squares.addColumn(terms, rows)
  return { ...first, squares: squares.value() }
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
