import { fitsPattern, type TextPattern, textPattern } from '../../protocol/facts/text-pattern.js'
import type { ColumnTable, TableColumn } from '../column-table.js'
import type { Cell } from '../source-record.js'
import { columnOfRows, eachCode } from './distinct-cells.js'

/** A column by place, with the words or patterns that its cells are asked for. */
export interface AskedColumn {
  readonly place: number
  readonly words: readonly string[]
}

const textOf = (cell: Cell): string => (cell.kind === 'empty' ? '' : cell.text)

/** Of each distinct cell whether it is one of the words; an empty one where an empty text is among them. */
const fitting = ({ cells }: TableColumn, words: readonly string[]): readonly boolean[] => {
  const patterns: readonly TextPattern[] = words.map(textPattern)
  return cells.map(cell => patterns.some(pattern => fitsPattern(pattern, textOf(cell))))
}

/**
 * Leaves rows of a table out: those that lack a word in a column of `only`, and those that have one in a column of `except`.
 * Their numbers are kept, because each received row is accounted for.
 */
export const leaveOut = (
  table: ColumnTable,
  only: readonly AskedColumn[],
  except: readonly AskedColumn[],
): ColumnTable => {
  const out = new Uint8Array(table.rows.length)
  const ask = ({ place, words }: AskedColumn, leaves: boolean): void => {
    const column = table.columns[place]!
    const fits = fitting(column, words)
    eachCode(column, (code, row) => {
      if (fits[code] === leaves) out[row] = 1
    })
  }
  for (const asked of only) ask(asked, false)
  for (const asked of except) ask(asked, true)
  const gone = out.reduce((sum, one) => sum + one, 0)
  if (gone === 0) return table
  const [kept, leftOut] = [new Int32Array(out.length - gone), new Int32Array(gone)]
  let count = 0
  for (let row = 0; row < out.length; row += 1) {
    if (out[row] === 0) kept[count++] = row
    else leftOut[row - count] = table.rows.at(row)!
  }
  const { filled } = table
  return {
    ...table,
    rows: kept.map(row => table.rows.at(row)!),
    columns: table.columns.map(column => columnOfRows(column, kept)),
    leftOut,
    ...(filled === undefined ? {} : { filled: { ...filled, rows: Uint8Array.from(kept, row => filled.rows[row]!) } }),
  }
}
