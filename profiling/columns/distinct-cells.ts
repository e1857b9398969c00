import { rowsOfCells } from '../../harmonize/codes.js'
import { plainText } from '../../harmonize/read/plain-text.js'
import type { TableColumn } from '../../sources/column-table.js'
import type { Cell } from '../../sources/source-record.js'
import { isAbsentWord } from './absent-words.js'

/** A filled cell of a column, once for all rows that have it. */
export interface DistinctCell {
  readonly cell: Exclude<Cell, { readonly kind: 'empty' }>
  /** Its text with widths and spaces made alike. */
  readonly plain: string
  readonly count: number
}

/** The distinct cells of a column: those that say something, and the words for nothing. */
export interface DistinctCells {
  readonly telling: readonly DistinctCell[]
  readonly absent: readonly DistinctCell[]
  /** Rows with something that says something. */
  readonly rows: number
}

/** The distinct cells of a column with their rows, or every so many-th of them: all that is seen of a column is seen of these. */
export const distinctCells = ({ cells }: TableColumn, counts: Int32Array, step = 1): DistinctCells => {
  const [telling, absent]: [DistinctCell[], DistinctCell[]] = [[], []]
  let rows = 0
  for (let code = 0; code < cells.length; code += step) {
    const cell = cells[code]!
    const count = counts[code]!
    if (count === 0 || cell.kind === 'empty') continue
    const plain = plainText(cell.text)
    if (isAbsentWord(plain)) absent.push({ cell, plain, count })
    else {
      telling.push({ cell, plain, count })
      rows += count
    }
  }
  return { telling, absent, rows }
}

/** How many rows have each distinct cell of a column, how many are filled, and with how many distinct cells. */
export const countedCells = (column: TableColumn) => {
  const counts = rowsOfCells(column)
  let [filled, distinct] = [0, 0]
  for (const [code, count] of counts.entries()) {
    if (count === 0 || column.cells[code]!.kind === 'empty') continue
    filled += count
    distinct += 1
  }
  return { counts, filled, distinct }
}
