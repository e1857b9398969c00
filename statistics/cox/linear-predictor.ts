import { type Column, countRanks, isRanked, realsOf, rowsOf, sumOfColumn } from '../numeric/column.js'
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
  const n = rowsOf(input.time)
  const linear = new Float64Array(n)
  input.covariates.forEach((column, j) => {
    addMultiples(linear, column, fit.coefficients[j]!)
  })
  if (options.centred !== false) subtractMeans(input, fit, linear)
  if (input.offset !== undefined) for (let i = 0; i < n; i++) linear[i]! += input.offset[i]!
  return linear
}

const addMultiples = (sums: Float64Array, column: Column, factor: number): void => {
  if (!isRanked(column)) {
    for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! + factor * column[i]!
    return
  }
  const { distinct, rank } = column
  const multiples = distinct.map(value => factor * value)
  for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! + multiples[rank[i]!]!
}

// Means are taken of exact sums, so that no order of the rows can change them.
const subtractMeans = ({ covariates, strata, weights }: CoxInput, fit: CoxFit, linear: Float64Array): void => {
  if (strata === undefined && weights === undefined) {
    covariates.forEach((column, j) => {
      if (isIndicator(column)) return
      const shift = (fit.coefficients[j]! * sumOfColumn(column)) / linear.length
      for (let i = 0; i < linear.length; i++) linear[i] = linear[i]! - shift
    })
    return
  }
  const { codes, index } = indexCodes(strata ?? new Int32Array(linear.length))
  const size = sumByStratum(weights ?? new Float64Array(linear.length).fill(1), index, codes.length)
  covariates.forEach((column, j) => {
    if (strata === undefined && isIndicator(column)) return
    const own = realsOf(column)
    const weighted = weights === undefined ? own : own.map((value, i) => weights[i]! * value)
    const total = sumByStratum(weighted, index, codes.length)
    const shift = total.map((sum, stratum) => (fit.coefficients[j]! * sum) / size[stratum]!)
    for (let i = 0; i < linear.length; i++) linear[i]! -= shift[index[i]!]!
  })
}

const isIndicator = (column: Column): boolean => {
  if (!isRanked(column)) return column.every(isSign)
  const counts = countRanks(column)
  return column.distinct.every((value, place) => counts[place] === 0 || isSign(value))
}

const isSign = (value: number): boolean => value === -1 || value === 0 || value === 1

const sumByStratum = (values: Float64Array, index: Int32Array, strata: number): Float64Array => {
  const sums = Array.from({ length: strata }, () => new ExactSum())
  for (let i = 0; i < values.length; i++) sums[index[i]!]!.add(values[i]!)
  return Float64Array.from(sums, sum => sum.value())
}
