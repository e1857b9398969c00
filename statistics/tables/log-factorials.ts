import { logGamma } from '../distributions/stirling.js'
import type { ContingencyTable, Margins } from './contingency-table.js'

/** log 0!, log 1!, ..., log largest!. */
export const logFactorials = (largest: number): Float64Array =>
  Float64Array.from({ length: largest + 1 }, (_, k) => logGamma(k + 1))

/**
 * log of a table's probability among all tables with its margins, when rows and columns are independent; the same bits
 * in any order of them.
 */
export const logTableMass = (table: ContingencyTable, margins: Margins, logFactorial: Float64Array): number => {
  const sum = (counts: readonly number[]): number =>
    [...counts].sort((a, b) => a - b).reduce((total, count) => total + logFactorial[count]!, 0)
  return sum(margins.rows) + sum(margins.columns) - logFactorial[margins.total]! - sum(table.flat())
}
