import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { chiSquareTest } from '../test-result.js'
import type { ContingencyTable } from './contingency-table.js'
import { marginsOf } from './contingency-table.js'

/** Pearson's test of a table; statistic and P are null when a margin is empty. */
export interface PearsonResult {
  readonly statistic: number | null
  readonly df: number
  readonly p: number | null
  readonly logP: number | null
  readonly expected: readonly (readonly number[])[]
  readonly minimumExpected: number
  readonly notes: readonly Note[]
}

/**
 * Pearson's chi-square test of independence (1900); with `continuity`, for 2 x 2 tables only, Yates's (1934)
 * correction min(0.5, |observed - expected|). Agrees with R `chisq.test(table, correct = continuity)`. Expected
 * counts below 5 are noted. Throws InvalidInput when a cell is no count.
 */
export const pearsonChiSquare = (
  table: ContingencyTable,
  options: { readonly continuity?: boolean } = {},
): PearsonResult => {
  const { rows, columns, total } = marginsOf(table)
  const df = (rows.length - 1) * (columns.length - 1)
  const expected = rows.map(row => columns.map(column => (total === 0 ? 0 : (row * column) / total)))
  const minimumExpected = Math.min(...expected.flat())
  if (df === 0 || rows.includes(0) || columns.includes(0)) {
    const why = df === 0 ? 'a table of one row or column tests nothing' : 'a row or column without a subject'
    return { statistic: null, df, p: null, logP: null, expected, minimumExpected, notes: [note('not-estimable', why)] }
  }
  const gaps = table.map((row, i) => row.map((cell, j) => Math.abs(cell - (expected[i]?.[j] as number))))
  const isFourfold = rows.length === 2 && columns.length === 2
  const shift = options.continuity === true && isFourfold ? Math.min(0.5, ...gaps.flat()) : 0
  let statistic = 0
  gaps.forEach((row, i) =>
    row.forEach((gap, j) => {
      statistic += (gap - shift) ** 2 / (expected[i]?.[j] as number)
    }),
  )
  const notes =
    minimumExpected < 5
      ? [note('small-expected-counts', `the smallest expected count is ${minimumExpected.toPrecision(3)}, below 5`)]
      : []
  const test = chiSquareTest(statistic, df)
  return { ...test, expected, minimumExpected, notes }
}
