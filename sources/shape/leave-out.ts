import { fitsPattern, type TextPattern, textPattern } from '../../protocol/facts/text-pattern.js'
import { comparedText } from '../../protocol/schema/plain-text.js'
import { type Told, told } from '../../words/told.js'
import type { ColumnTable, TableColumn, UntoldRow } from '../column-table.js'
import { mergedCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { columnOfRows, eachCode } from './distinct-cells.js'

/** A column by place, with the words or patterns that its cells are asked for. */
export interface AskedColumn {
  readonly place: number
  readonly words: readonly string[]
  /** The column as reports name it. */
  readonly shown: Told
}

const textOf = (cell: Cell): string => (cell.kind === 'empty' ? '' : cell.text)

// What is said of a cell that has one of the words, none of them, or of which that cannot be told.
const [without, withWord, untold] = [0, 1, 2]

/**
 * Of each distinct cell whether it is one of the words; an empty one where an empty text is among them. Of a cell that cannot be used, and
 * whose word is not known as missing, it cannot be told.
 */
const fitting = ({ cells }: TableColumn, words: readonly string[], missing: ReadonlySet<string>): Uint8Array => {
  const patterns: readonly TextPattern[] = words.map(textPattern)
  return Uint8Array.from(cells, cell => {
    if (patterns.some(pattern => fitsPattern(pattern, textOf(cell)))) return withWord
    const isUnusable = cell.kind === 'error' && cell !== mergedCell && !missing.has(comparedText(cell.text))
    return isUnusable ? untold : without
  })
}

interface Leaving {
  readonly only: readonly AskedColumn[]
  readonly except: readonly AskedColumn[]
  /** Words that stand for something missing, as they are compared. */
  readonly missing: ReadonlySet<string>
}

/**
 * Leaves rows of a table out: those that lack a word in a column of `only`, and those that have one in a column of `except`.
 * Their numbers are kept, because each received row is accounted for. A row of which that cannot be told stays, and is named: whose it is
 * has to be known, because what it may say is not known of its subject.
 */
export const leaveOut = (table: ColumnTable, { only, except, missing }: Leaving): ColumnTable => {
  const out = new Uint8Array(table.rows.length)
  const unusable = new Map<number, readonly [column: Told, cell: Cell]>()
  const ask = ({ place, words, shown }: AskedColumn, leaves: number): void => {
    const column = table.columns[place]!
    const fits = fitting(column, words, missing)
    eachCode(column, (code, row) => {
      if (fits[code] === leaves) out[row] = 1
      else if (fits[code] === untold) unusable.set(row, [shown, column.cells[code]!])
    })
  }
  for (const asked of only) ask(asked, without)
  for (const asked of except) ask(asked, withWord)
  const gone = out.reduce((sum, one) => sum + one, 0)
  const inDoubt = new Map<number, UntoldRow>()
  const leftOut = new Int32Array(gone)
  let [count, left] = [0, 0]
  const places = new Int32Array(out.length - gone)
  for (let row = 0; row < out.length; row += 1) {
    const number = table.rows.at(row)!
    const found = unusable.get(row)
    if (out[row] === 1) {
      leftOut[left++] = number
      continue
    }
    places[count++] = row
    if (found !== undefined) inDoubt.set(number, untoldRow(...found))
  }
  const named = inDoubt.size === 0 ? {} : { untold: inDoubt }
  if (count === out.length) return { ...table, ...named }
  const kept = places.subarray(0, count)
  const { filled } = table
  return {
    ...table,
    rows: kept.map(row => table.rows.at(row)!),
    columns: table.columns.map(column => columnOfRows(column, kept)),
    leftOut,
    ...named,
    ...(filled === undefined ? {} : { filled: { ...filled, rows: Uint8Array.from(kept, row => filled.rows[row]!) } }),
  }
}

// A workbook's error word may be any text, and is not shown.
const reasonOf = (cell: Cell): Told =>
  cell.kind === 'error' && !cell.text.startsWith('#') ? cell.text : told`an error word`

const untoldRow = (column: Told, cell: Cell): UntoldRow => ({
  column,
  message: told`a cell that cannot be used (${reasonOf(cell)}) where 'only' or 'except' of the file asks: whether the row counts cannot be told`,
})
