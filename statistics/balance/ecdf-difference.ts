import { RowSorter } from '../numeric/row-sorter.js'
import type { BalanceInput } from './arm-moments.js'
import { armMoments, checkBalanceInput, isBinary } from './arm-moments.js'

/**
 * How far the two arms' cumulative distributions lie apart: on average over the distinct values, and at most
 * (Kolmogorov-Smirnov's D).
 */
export interface EcdfDifference {
  readonly mean: number
  readonly maximum: number
}

/**
 * Differences of the arms' weighted empirical distribution functions; of a 0/1 covariate the difference of the
 * means. Agrees with R `summary(matchit(...))`'s 'eCDF Mean' and 'eCDF Max'.
 */
export const ecdfDifference = (input: BalanceInput): EcdfDifference => {
  checkBalanceInput(input)
  const treated = armMoments(input, 1, true)
  const control = armMoments(input, 0, true)
  if (isBinary(input.values)) {
    const gap = Math.abs(treated.mean - control.mean)
    return { mean: gap, maximum: gap }
  }
  const sorter = new RowSorter(input.values.length)
  sorter.byCode(input.treated)
  if (input.weights !== undefined) sorter.byReal(input.weights)
  sorter.byReal(input.values)
  const { order } = sorter
  let gap = 0
  let total = 0
  let maximum = 0
  let distinct = 0
  for (let k = 0; k < order.length; k++) {
    const row = order[k]!
    const weight = (input.weights?.[row] ?? 1) * (input.copies?.[row] ?? 1)
    gap += input.treated[row] === 0 ? -weight / control.weight : weight / treated.weight
    if (k + 1 < order.length && input.values[order[k + 1]!] === input.values[row]) continue
    distinct++
    total += Math.abs(gap)
    maximum = Math.max(maximum, Math.abs(gap))
  }
  return { mean: total / distinct, maximum }
}
