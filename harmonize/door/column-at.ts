import type { ColumnTable, TableColumn } from '../../sources/column-table.js'
import { codeAt } from '../codes.js'
import type { Cell } from '../../sources/source-record.js'

const empty: Cell = { kind: 'empty' }

/** A table's column at a place; where there is none, one of empty cells. */
export const columnAt = ({ rows, columns }: Pick<ColumnTable, 'rows' | 'columns'>, place: number): TableColumn =>
  columns[place] ?? { codes: new Uint8Array(rows.length), cells: [empty] }

/** A row's cell in a column. */
export const cellAt = ({ codes, cells }: TableColumn, row: number): Cell => cells[codeAt(codes, row)] ?? empty

/** The first cell of a row that is not empty. */
export const firstFilled = ({ columns }: Pick<ColumnTable, 'columns'>, row: number): Cell | undefined => {
  for (const { codes, cells } of columns) if (codeAt(codes, row) !== 0) return cells[codeAt(codes, row)]
  return undefined
}
