import { ExactSum } from '../numeric/exact-sum.js'
import { indexCodes } from '../numeric/index-codes.js'
import type { CoxInput } from './cox-data.js'
import type { CoxFit } from './fit-cox.js'

/**
 * The linear predictor of each row. Centred as R `predict(fit, type = "lp")` does it: at the (weighted) covariate
 * means, those of 0/1 (-1, 0, 1) covariates left at 0; in a stratified model at the stratum's means of all.
 * `centred: false` gives x'b itself. An offset is added as it is, where R takes its mean off.
 */
export const coxLinearPredictor = (
  input: CoxInput,
  fit: CoxFit,
  options: { readonly centred?: boolean } = {},
): Float64Array => {
  const n = input.time.length
  const linear = new Float64Array(n)
  input.covariates.forEach((column, j) => {
    const coefficient = fit.coefficients[j]!
    for (let i = 0; i < n; i++) linear[i]! += coefficient * column[i]!
  })
  if (options.centred !== false) subtractMeans(input, fit, linear)
  if (input.offset !== undefined) for (let i = 0; i < n; i++) linear[i]! += input.offset[i]!
  return linear
}

// Means are taken of exact sums, so that no order of the rows can change them.
const subtractMeans = ({ covariates, strata, weights }: CoxInput, fit: CoxFit, linear: Float64Array): void => {
  const { codes, index } = indexCodes(strata ?? new Int32Array(linear.length))
  const size = sumByStratum(weights ?? new Float64Array(linear.length).fill(1), index, codes.length)
  covariates.forEach((column, j) => {
    if (strata === undefined && column.every(value => value === -1 || value === 0 || value === 1)) return
    const weighted = weights === undefined ? column : column.map((value, i) => weights[i]! * value)
    const total = sumByStratum(weighted, index, codes.length)
    const shift = total.map((sum, stratum) => (fit.coefficients[j]! * sum) / size[stratum]!)
    for (let i = 0; i < linear.length; i++) linear[i]! -= shift[index[i]!]!
  })
}

const sumByStratum = (values: Float64Array, index: Int32Array, strata: number): Float64Array => {
  const sums = Array.from({ length: strata }, () => new ExactSum())
  for (let i = 0; i < values.length; i++) sums[index[i]!]!.add(values[i]!)
  return Float64Array.from(sums, sum => sum.value())
}
