import { codeAt, codesFor } from '../../harmonize/codes.js'
import { CodeRuns } from '../../sources/columns/code-runs.js'
import type { ColumnTable, TableColumn, TableHead } from '../../sources/column-table.js'
import { emptyCell } from '../../sources/received-cell.js'
import type { Cell, SourceIssue, SourceRow } from '../../sources/source-record.js'

/** A table row by row, as a test writes or reads it. */
export interface SourceTable extends TableHead {
  readonly rows: readonly SourceRow[]
  readonly issues: readonly SourceIssue[]
  readonly ragged?: readonly SourceRow[]
}

/** A table of columns row by row. */
export const rowsOfColumns = ({ rows, columns }: Pick<ColumnTable, 'rows' | 'columns'>): readonly SourceRow[] =>
  Array.from(rows, (row, index) => ({
    row,
    cells: columns.map(({ codes, cells }) => cells[codeAt(codes, index)] ?? emptyCell),
  }))

const columnOf = (received: readonly Cell[]): TableColumn => {
  const cells: Cell[] = [emptyCell]
  const known = new Map([[JSON.stringify(emptyCell), 0]])
  const codes = Int32Array.from(received, cell => {
    const key = JSON.stringify(cell)
    const code = known.get(key) ?? cells.push(cell) - 1
    known.set(key, code)
    return code
  })
  const narrow = codesFor(cells.length, codes.length)
  narrow.set(codes)
  return { codes: narrow, cells }
}

/** A table with the codes of all columns as runs, as they are read where there are few. */
export const inRuns = (table: ColumnTable): ColumnTable => ({
  ...table,
  columns: table.columns.map(({ codes, cells }) => {
    const all = Int32Array.from(codes)
    const starts = Int32Array.from(all.keys()).filter(row => all[row] !== all[row - 1])
    return {
      codes: new CodeRuns(
        starts,
        starts.map(row => all[row]!),
        all.length,
      ),
      cells,
    }
  }),
})

/** A table of rows in columns. */
export const columnsOfRows = ({ rows, ragged = [], ...head }: SourceTable): ColumnTable => ({
  ...head,
  ragged,
  rows: Int32Array.from(rows, ({ row }) => row),
  columns: head.header.map((_, column) => columnOf(rows.map(({ cells }) => cells[column] ?? emptyCell))),
})
