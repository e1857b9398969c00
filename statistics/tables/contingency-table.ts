import { InvalidInput } from '../errors.js'

/** A contingency table of counts: rows of equal length. */
export type ContingencyTable = readonly (readonly number[])[]

/** The margins of a contingency table. */
export interface Margins {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  readonly total: number
}

/** Sums a table's rows and columns. Throws InvalidInput when a cell is negative or the rows differ in length. */
export const marginsOf = (table: ContingencyTable): Margins => {
  const width = table[0]?.length ?? 0
  if (width === 0) throw new InvalidInput('a contingency table needs rows and columns')
  for (const row of table) {
    if (row.length !== width) throw new InvalidInput('the rows of a contingency table differ in length')
    if (!row.every(cell => Number.isFinite(cell) && cell >= 0))
      throw new InvalidInput('a contingency table holds counts of 0 or more')
  }
  const rows = table.map(row => row.reduce((sum, cell) => sum + cell, 0))
  const columns = (table[0] ?? []).map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0))
  return { rows, columns, total: rows.reduce((sum, count) => sum + count, 0) }
}

/** The four cells of a 2 x 2 table, row by row. Throws InvalidInput for another shape. */
export const fourfold = (table: ContingencyTable): readonly [number, number, number, number] => {
  const [[a, b, ...moreOne] = [], [c, d, ...moreTwo] = [], ...moreRows] = table
  if (
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    moreOne.length + moreTwo.length + moreRows.length > 0
  ) {
    throw new InvalidInput('a 2 x 2 table is needed')
  }
  return [a, b, c, d]
}
