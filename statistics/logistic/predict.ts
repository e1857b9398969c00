// Rows that are summed while their predictors stay in the processor's cache.
const BLOCK = 512

/**
 * The linear predictor of every row, in the order of the rows given; terms are added in their order, so that rows of
 * equal covariates have equal predictors bit for bit.
 */
export function linearPredictor(
  n: number,
  covariates: readonly Float64Array[],
  offset: Float64Array | undefined,
  intercept: boolean,
  coefficients: Float64Array,
): Float64Array {
  const first = intercept ? 1 : 0
  const linear = new Float64Array(n).fill(intercept ? coefficients[0]! : 0)
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(n, from + BLOCK)
    for (let j = 0; j < covariates.length; j++) addColumn(linear, covariates[j]!, coefficients[j + first]!, from, to)
    if (offset !== undefined) addColumn(linear, offset, 1, from, to)
  }
  return linear
}

function addColumn(linear: Float64Array, column: Float64Array, coefficient: number, from: number, to: number): void {
  for (let i = from; i < to; i++) linear[i] = linear[i]! + coefficient * column[i]!
}

/** 1 / (1 + e^-eta) of every linear predictor. */
export function fittedProbabilities(linear: Float64Array): Float64Array {
  const fitted = new Float64Array(linear.length)
  for (let i = 0; i < linear.length; i++) fitted[i] = inverseLogit(linear[i]!)
  return fitted
}

/** 1 / (1 + e^-eta), without overflow. */
export function inverseLogit(eta: number): number {
  if (eta > 40) return 1
  const odds = Math.exp(eta)
  return odds / (1 + odds)
}
