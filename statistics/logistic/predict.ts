import { exponentiate } from '../numeric/exponential.js'

/** Each row's linear predictor and fitted probability, in the order of the rows given. */
export interface Predictions {
  readonly linear: Float64Array
  readonly fitted: Float64Array
  /** How many of the probabilities are 0 or 1 within rounding, as R's warning has it: ten roundings. */
  readonly extreme: number
}

const EDGE = 10 * 2 ** -52

// Rows that are summed while they stay in the processor's first cache; a constant for compiled code.
const sums = new Float64Array(512)

/**
 * Linear predictors and fitted probabilities of all rows; terms are added in their order wherever a row stands, so that
 * rows of equal covariates have equal predictions bit for bit.
 */
export const predictRows = (
  n: number,
  covariates: readonly Float64Array[],
  offset: Float64Array | undefined,
  constant: number,
  slopes: Float64Array,
): Predictions => {
  const linear = new Float64Array(n)
  const fitted = new Float64Array(n)
  let extreme = 0
  const paired = covariates.length - (covariates.length % 2)
  for (let from = 0; from < n; from += sums.length) {
    const rows = Math.min(sums.length, n - from)
    const block = rows === sums.length ? sums : sums.subarray(0, rows)
    sums.fill(constant)
    for (let j = 0; j < paired; j += 2)
      addTwo(covariates[j]!, slopes[j]!, covariates[j + 1]!, slopes[j + 1]!, from, rows)
    if (paired < covariates.length) addOne(covariates[paired]!, slopes[paired]!, from, rows)
    if (offset !== undefined) addOne(offset, 1, from, rows)
    linear.set(block, from)
    exponentiate(block)
    for (let i = 0; i < rows; i++) {
      const share = shareOf(sums[i]!)
      fitted[from + i] = share
      if (share < EDGE || share > 1 - EDGE) extreme++
    }
  }
  return { linear, fitted, extreme }
}

const addOne = (column: Float64Array, slope: number, from: number, rows: number): void => {
  for (let i = 0; i < rows; i++) sums[i] = sums[i]! + slope * column[from + i]!
}

const addTwo = (
  columnA: Float64Array,
  slopeA: number,
  columnB: Float64Array,
  slopeB: number,
  from: number,
  rows: number,
): void => {
  for (let i = 0; i < rows; i++) sums[i] = sums[i]! + slopeA * columnA[from + i]! + slopeB * columnB[from + i]!
}

/** 1 / (1 + e^-eta), without overflow. */
export const inverseLogit = (eta: number): number => shareOf(Math.exp(eta))

const shareOf = (odds: number): number => (odds > Number.MAX_VALUE ? 1 : odds / (1 + odds))
