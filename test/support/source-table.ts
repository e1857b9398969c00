import { ColumnCollector } from '../../sources/batches/column-collector.js'
import type { ColumnBatch, TableBatch } from '../../sources/batches/table-batch.js'
import type { ColumnTable, TableHead } from '../../sources/column-table.js'
import { emptyCell } from '../../sources/received-cell.js'
import type { Cell, SourceIssue, SourceRow } from '../../sources/source-record.js'

/** A table row by row, as a test writes or reads it. */
export interface SourceTable extends TableHead {
  readonly rows: readonly SourceRow[]
  readonly issues: readonly SourceIssue[]
  readonly ragged?: readonly SourceRow[]
}

/** The rows of a batch as they are read one by one. */
export const collectedRows = ({ rows, columns }: TableBatch): readonly SourceRow[] =>
  Array.from(rows, (row, index) => ({
    row,
    cells: columns.map(({ codes, cells }) => cells[codes[index] ?? 0] ?? emptyCell),
  }))

/** A table of columns row by row. */
export const rowsOfColumns = ({ rows, columns }: Pick<ColumnTable, 'rows' | 'columns'>): readonly SourceRow[] =>
  Array.from(rows, (row, index) => ({
    row,
    cells: columns.map(({ codes, cells }) => cells[codes[index] ?? 0] ?? emptyCell),
  }))

const batchOf = (rows: readonly SourceRow[], column: number): ColumnBatch => {
  const cells: Cell[] = [emptyCell]
  const codes = Int32Array.from(rows, row => {
    const cell = row.cells[column] ?? emptyCell
    return cell.kind === 'empty' ? 0 : cells.push(cell) - 1
  })
  return { codes, cells }
}

/** A table of rows in columns, collected from batches of so many rows. */
export const columnsOfRows = ({ rows, ragged = [], ...head }: SourceTable, batchRows = 7): ColumnTable => ({
  ...head,
  ragged,
  rows: Int32Array.from(rows, ({ row }) => row),
  columns: head.header.map((_, column) => {
    const collector = new ColumnCollector()
    for (let at = 0; at < rows.length; at += batchRows) {
      collector.take(batchOf(rows.slice(at, at + batchRows), column))
    }
    return collector.end(rows.length)
  }),
})
