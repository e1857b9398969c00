import type { Cell } from '../../sources/source-record.js'
import { type Codes, codesFor } from '../codes.js'
import type { ReceivedTable } from '../received-site.js'
import { type FindPlace, findPlace } from './find-place.js'

/** A column of some rows: each row's cell as a code, and the codes that occur, counted. */
export interface CountedColumn {
  readonly codes: Codes
  readonly cells: readonly Cell[]
  /** The codes that occur, in the order of their first rows. */
  readonly order: readonly number[]
  /** By code, how many rows have it. */
  readonly counts: Int32Array
  /** By code, the place of the first row that has it. */
  readonly firsts: Int32Array
}

/** Some rows of a received table, in the order of the file. */
export interface TableRows {
  readonly table: ReceivedTable
  readonly count: number
  /** Each row's place in the table; null where these are all of its rows. */
  readonly at: Int32Array | null
  /** The place among these rows of a row of the table. */
  readonly placeOf: FindPlace
  /** A column of these rows alone; one that the table lacks is empty. */
  readonly column: (name: string) => CountedColumn
}

/** The place in the table of one of some rows. */
export const tableRow = (at: TableRows['at'], row: number): number => (at === null ? row : at[row]!)

// What finds places is made once it is asked for, and outlives the table.
const placesOf = (at: Int32Array | null, count: number): FindPlace => {
  if (at === null) return row => row
  let find: FindPlace | null = null
  return row => (find ??= findPlace(at, count))(row)
}

const noCells: readonly Cell[] = [{ kind: 'empty' }]

/** Counts the codes of a column. */
export const countCodes = (codes: Codes, cells: readonly Cell[]): CountedColumn => {
  const counts = new Int32Array(cells.length)
  const firsts = new Int32Array(cells.length)
  const order: number[] = []
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!
    if (counts[code] === 0) {
      firsts[code] = row
      order.push(code)
    }
    counts[code]! += 1
  }
  return { codes, cells, order, counts, firsts }
}

/** The codes of some rows. */
const codesAt = (codes: Codes, at: Int32Array, distinct: number): Codes => {
  const own = codesFor(distinct, at.length)
  for (let place = 0; place < at.length; place += 1) own[place] = codes[at[place]!]!
  return own
}

/** The rows of a table that stand at some places of it; all where none are named. */
const rowsAt = (table: ReceivedTable, at: Int32Array | null): TableRows => {
  const count = at === null ? table.count : at.length
  const columns = new Map<string, CountedColumn>()
  const counted = (name: string): CountedColumn => {
    const received = table.columns.get(name)
    if (received === undefined) return countCodes(new Uint8Array(count), noCells)
    const { codes, cells } = received
    return countCodes(at === null ? codes : codesAt(codes, at, cells.length), cells)
  }
  return {
    table,
    count,
    at,
    placeOf: placesOf(at, table.count),
    column: name => {
      const known = columns.get(name) ?? counted(name)
      columns.set(name, known)
      return known
    },
  }
}

/** All rows of a table. */
export const allRows = (table: ReceivedTable): TableRows => rowsAt(table, null)

/** Those of some rows that are marked by a 1; the same rows where all are. */
export const markedRows = (rows: TableRows, marks: Uint8Array): TableRows => {
  let count = 0
  for (let place = 0; place < rows.count; place += 1) count += marks[place]!
  if (count === rows.count) return rows
  const at = new Int32Array(count)
  let next = 0
  for (let place = 0; place < rows.count; place += 1) if (marks[place] === 1) at[next++] = tableRow(rows.at, place)
  return rowsAt(rows.table, at)
}
