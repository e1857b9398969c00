import { emptyCell } from '../received-cell.js'
import type { SourceRow } from '../source-record.js'
import type { TableBatch } from './table-batch.js'

/** The rows of a batch as they are read one by one. */
export const collectedRows = ({ rows, columns }: TableBatch): readonly SourceRow[] =>
  Array.from(rows, (row, index) => ({
    row,
    cells: columns.map(({ codes, cells }) => cells[codes[index] ?? 0] ?? emptyCell),
  }))
