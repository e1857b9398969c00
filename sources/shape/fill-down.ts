import type { ColumnTable, TableColumn } from '../column-table.js'
import { faultyCell, mergedCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { counted } from '../../words/counted.js'
import { type Told, told } from '../../words/told.js'
import { eachCode, narrowCodes } from './distinct-cells.js'

/** A column whose blank cells are filled, with how many were. */
interface FilledColumn {
  readonly column: TableColumn
  readonly filled: number
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
  let [above, filled, next] = [0, 0, 0]
  eachCode(column, (code, row) => {
    const number = rows.at(row)!
    while (next < unread.length && unread[next]! < number) {
      next += 1
      above = cells.length - 1
    }
    if (blank[code] === true) filled += above === 0 ? 0 : 1
    else above = code
    codes[row] = blank[code] === true && above === 0 ? code : above
  })
  return { column: { codes, cells }, filled }
}

/** Fills the blank cells of some columns of a table with the cells above them, and notes how many. */
export const fillDown = (table: ColumnTable, places: readonly number[]): ColumnTable => {
  const columns = [...table.columns]
  const notes: Told[] = []
  for (const place of places) {
    const { column, filled } = fillColumn(table.columns[place]!, table)
    columns[place] = column
    if (filled > 0) notes.push(told`${counted(filled, told`blank cell`)} of column ${place + 1} took the one above`)
  }
  return { ...table, columns, notes: [...table.notes, ...notes] }
}
