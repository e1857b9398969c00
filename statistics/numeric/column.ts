import { requireFinite } from '../errors.js'
import { addMultiple } from './exact-multiple.js'
import { exactSum } from './bounded-exact-sum.js'
import { ExactSum } from './exact-sum.js'
import type { RankedValues } from './rank-by-table.js'

/** A column of numbers: one of each row, or ranked, where the rows share few: no row need have each of those. */
export type Column = Float64Array | RankedValues

/** Whether a column is ranked. */
export const isRanked = (column: Column): column is RankedValues => 'rank' in column

/** How many rows a column has. */
export const rowsOf = (column: Column): number => (isRanked(column) ? column.rank.length : column.length)

/** The number of each row. */
export const realsOf = (column: Column): Float64Array => {
  if (!isRanked(column)) return column
  const { distinct, rank } = column
  const reals = new Float64Array(rank.length)
  for (let row = 0; row < rank.length; row++) reals[row] = distinct[rank[row]!]!
  return reals
}

/** Throws InvalidInput when a column holds a NaN or an infinity. */
export const requireFiniteColumn = (name: string, column: Column): void => {
  requireFinite(name, isRanked(column) ? column.distinct : column)
}

/** How many rows have each of a ranked column's numbers. */
export const countRanks = ({ distinct, rank }: RankedValues): Uint32Array => {
  const counts = new Uint32Array(distinct.length)
  for (let row = 0; row < rank.length; row++) counts[rank[row]!] = counts[rank[row]!]! + 1
  return counts
}

/** The correctly rounded sum of a column. */
export const sumOfColumn = (column: Column): number => {
  if (!isRanked(column)) return exactSum(column)
  const sum = new ExactSum()
  countRanks(column).forEach((count, place) => {
    addMultiple(sum, column.distinct[place]!, count)
  })
  return sum.value()
}

/** Rows of a column, in the order given and as often as they are named. */
export const takeColumn = (column: Column, rows: ArrayLike<number>): Column => {
  if (isRanked(column)) return takeRanks(column, rows)
  const taken = new Float64Array(rows.length)
  for (let k = 0; k < rows.length; k++) taken[k] = column[rows[k]!]!
  return taken
}

/** The same of a column that is ranked. */
export const takeRanks = ({ distinct, rank }: RankedValues, rows: ArrayLike<number>): RankedValues => {
  const taken = new Uint32Array(rows.length)
  for (let k = 0; k < rows.length; k++) taken[k] = rank[rows[k]!]!
  return { distinct, rank: taken }
}
