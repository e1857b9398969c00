import { plainCell } from '../read/plain-text.js'
import type { WordList } from '../read/received-words.js'
import { type CountedColumn, type TableRows, tableRow } from './table-rows.js'

/** Rows by their codes of a column: how many have a code, and the place of the first. */
export interface CodedRows {
  readonly counts: Int32Array
  readonly firsts: Int32Array
  readonly has: (row: number) => boolean
}

/** The rows of a table whose word in a column that blocks ask by `when` is listed nowhere. */
export interface UnlistedRows extends CodedRows {
  readonly column: CountedColumn
  readonly filled: number
  /** How many filled rows have a word that no list has, and make nothing. */
  readonly count: number
  /** Those that have such a word and make something all the same, of other columns. */
  readonly used: CodedRows
}

const codedRows = (
  { codes, cells }: CountedColumn,
  rows: number,
  has: (row: number) => boolean,
): CodedRows & { readonly count: number } => {
  const [counts, firsts] = [new Int32Array(cells.length), new Int32Array(cells.length)]
  let count = 0
  for (let row = rows - 1; row >= 0; row -= 1) {
    if (!has(row)) continue
    count += 1
    counts[codes[row]!]! += 1
    firsts[codes[row]!] = row
  }
  return { counts, firsts, has, count }
}

/** Finds them; `used` marks the rows of the table of which some block makes something. */
export const unlistedRows = (
  rows: TableRows,
  name: string,
  listed: WordList<true>,
  missing: WordList<unknown>,
  used: Uint8Array | null,
): UnlistedRows => {
  const column = rows.column(name)
  const { codes, cells, order } = column
  const flags = new Uint8Array(cells.length)
  let filled = 0
  for (const code of order) {
    const plain = plainCell(cells[code])
    if (missing.find(plain) !== undefined) continue
    filled += column.counts[code]!
    flags[code] = Number(listed.find(plain) === undefined)
  }
  const isFlagged = (row: number): boolean => flags[codes[row]!] === 1
  const isUsed = (row: number): boolean => used?.[tableRow(rows.at, row)] === 1
  const count = flags.includes(1) ? rows.count : 0
  return {
    column,
    filled,
    ...codedRows(column, count, row => isFlagged(row) && !isUsed(row)),
    used: codedRows(column, count, row => isFlagged(row) && isUsed(row)),
  }
}
