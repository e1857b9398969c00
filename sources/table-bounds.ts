import { Unreadable } from './errors.js'
import { told } from '../words/told.js'

/** No program of tables has more columns; what has is no table, and each of its rows would cost as much again. */
export const mostColumns = 16_384

/** No sheet of a workbook has more rows; a single cell far below would cost as much as all that are between. */
export const mostSheetRows = 1_048_576

/** Refuses a row of more columns than any table has; `row` counts from 1. */
export const refuseWideRow = (row: number, columns: number): void => {
  if (columns > mostColumns) throw new Unreadable(told`row ${row} has more than ${mostColumns} columns`)
}

/** Refuses a cell where no sheet has one; row and column count from 0. */
export const refuseFarCell = (row: number, column: number): void => {
  if (row >= mostSheetRows) throw new Unreadable(told`it has a cell below row ${mostSheetRows}, where no sheet has one`)
  refuseWideRow(row + 1, column + 1)
}
