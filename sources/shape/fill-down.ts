import type { ColumnTable, TableColumn } from '../column-table.js'
import { faultyCell, mergedCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { counted } from '../../words/counted.js'
import { type Told, told } from '../../words/told.js'
import { eachCode, narrowCodes } from './distinct-cells.js'

/** A column whose blank cells are filled. */
interface FilledColumn {
  readonly column: TableColumn
  /** By row a 1 where the cell was filled. */
  readonly filled: Uint8Array
}

const behindTheUnread = faultyCell(told`blank, and the row above that could say what it means was not read`)

const isBlank = (cell: Cell): boolean =>
  cell.kind === 'empty' || (cell.kind === 'error' && cell.text === mergedCell.text)

/**
 * Fills the blank cells of a column, or those below a merged one, with the cell above. What an unread row may have begun is
 * not known: below such a row a blank cell cannot be used until the next filled one.
 */
const fillColumn = (column: TableColumn, { rows, issues }: ColumnTable): FilledColumn => {
  const unread = issues.map(({ row }) => row).sort((one, other) => one - other)
  const cells = [...column.cells, behindTheUnread]
  const blank = cells.map(isBlank)
  const codes = narrowCodes(cells.length, column.codes.length)
  const filled = new Uint8Array(column.codes.length)
  let [above, next] = [0, 0]
  eachCode(column, (code, row) => {
    const number = rows.at(row)!
    while (next < unread.length && unread[next]! < number) {
      next += 1
      above = cells.length - 1
    }
    if (blank[code] === true) filled[row] = above === 0 ? 0 : 1
    else above = code
    codes[row] = blank[code] === true && above === 0 ? code : above
  })
  return { column: { codes, cells }, filled }
}

/** Fills the blank cells of some columns of a table with the cells above them, and notes how many. */
export const fillDown = (table: ColumnTable, places: readonly number[]): ColumnTable => {
  const columns = [...table.columns]
  const rows = new Uint8Array(table.rows.length)
  const notes: Told[] = []
  for (const place of places) {
    const { column, filled } = fillColumn(table.columns[place]!, table)
    columns[place] = column
    let count = 0
    for (let row = 0; row < rows.length; row += 1) {
      rows[row]! |= filled[row]!
      count += filled[row]!
    }
    if (count > 0) notes.push(told`${counted(count, told`blank cell`)} of column ${place + 1} took the one above`)
  }
  return { ...table, columns, notes: [...table.notes, ...notes], filled: { rows, columns: places } }
}
