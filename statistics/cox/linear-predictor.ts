import type { CoxInput } from './cox-data.js'
import type { CoxFit } from './fit-cox.js'

/**
 * The linear predictor of each row. Centred as R `predict(fit, type = "lp")` does it: at the (weighted) covariate
 * means, those of 0/1 (-1, 0, 1) covariates left at 0; in a stratified model at the stratum's means of all.
 * `centred: false` gives x'b itself.
 */
export function coxLinearPredictor(
  input: CoxInput,
  fit: CoxFit,
  options: { readonly centred?: boolean } = {},
): Float64Array {
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

function subtractMeans(input: CoxInput, fit: CoxFit, linear: Float64Array): void {
  const { strata, weights } = input
  const sums = new Map<number, { weight: number; total: number }>()
  input.covariates.forEach((column, j) => {
    if (strata === undefined && column.every(value => value === -1 || value === 0 || value === 1)) return
    sums.clear()
    for (let i = 0; i < column.length; i++) {
      const stratum = strata === undefined ? 0 : strata[i]!
      const sum = sums.get(stratum) ?? { weight: 0, total: 0 }
      const weight = weights === undefined ? 1 : weights[i]!
      sum.weight += weight
      sum.total += weight * column[i]!
      sums.set(stratum, sum)
    }
    for (let i = 0; i < column.length; i++) {
      const sum = sums.get(strata === undefined ? 0 : strata[i]!)
      if (sum !== undefined) linear[i]! -= (fit.coefficients[j]! * sum.total) / sum.weight
    }
  })
}
