import type { ColumnTable, TableColumn } from '../../sources/column-table.js'
import type { Cell } from '../../sources/source-record.js'
import { codeAt, codeBlocks } from '../codes.js'
import { plainText } from '../read/plain-text.js'
import type { Admission } from './column-admission.js'
import { columnAt } from './column-at.js'
import { bareIdentifier, isIdentifier } from './masks/bare-identifier.js'

const fewestDigits = 6
const fewestOfNoDay = 9

/** A program shows a long number in powers of ten: its digits are what is searched. */
export const digitsOf = (cell: Cell & { readonly kind: 'text' | 'number' }): string =>
  cell.kind === 'number' && Number.isInteger(cell.number) && Math.abs(cell.number) >= 1e15
    ? BigInt(cell.number).toString()
    : cell.text

// Among measured values a short number is one, and among days one of eight digits is a day.
const isTold = (bare: string, { measuring, days }: Admission): boolean =>
  !measuring || !/^\d+$/.test(bare) || bare.length >= (days ? fewestOfNoDay : fewestDigits)

/** Bare texts of some columns by numbers from 1, so that rows compare numbers. */
class BareNumbers {
  private readonly numbers = new Map<string, number>()

  get size(): number {
    return this.numbers.size
  }

  /** Of each distinct cell that could be an identifier the number of its bare text, else 0; null where none could. */
  passing({ cells }: TableColumn, admission: Admission): Int32Array | null {
    let found: Int32Array | null = null
    for (let code = 1; code < cells.length; code += 1) {
      const cell = cells[code]!
      if (cell.kind !== 'text' && cell.kind !== 'number') continue
      const bare = bareIdentifier(digitsOf(cell))
      if (!isIdentifier(bare) || !isTold(bare, admission) || admission.isListed(plainText(cell.text))) continue
      const number = this.numbers.get(bare) ?? this.numbers.size + 1
      this.numbers.set(bare, number)
      found ??= new Int32Array(cells.length)
      found[code] = number
    }
    return found
  }

  /** Of each distinct identifier the number of its bare text, 0 where no text is it; null where none has one. */
  identifying({ cells }: TableColumn): Int32Array | null {
    let found: Int32Array | null = null
    for (let code = 1; code < cells.length; code += 1) {
      const cell = cells[code]!
      const number =
        cell.kind === 'text' || cell.kind === 'number' ? this.numbers.get(bareIdentifier(cell.text)) : undefined
      if (number === undefined) continue
      found ??= new Int32Array(cells.length)
      found[code] = number
    }
    return found
  }
}

/** A column that passes the door, with what of it is taken in. */
export interface PassingColumn {
  readonly index: number
  readonly admission: Admission
}

/**
 * Finds the cells that are a declared identifier of their own row, however it is written and whether as a text or a number:
 * they are no values. For each passing column the rows that have one; null for a column without.
 */
export const ownIdentifiers = (
  table: ColumnTable,
  identifiers: readonly number[],
  passing: readonly PassingColumn[],
): readonly (Uint8Array | null)[] => {
  const bare = new BareNumbers()
  const texts = passing.map(({ index, admission }) => bare.passing(columnAt(table, index), admission))
  const marks: (Uint8Array | null)[] = passing.map(() => null)
  if (bare.size === 0) return marks
  for (const place of identifiers) {
    const column = columnAt(table, place)
    const own = bare.identifying(column)
    if (own === null) continue
    for (const [at, { index }] of passing.entries()) {
      const numbers = texts[at] ?? null
      if (numbers === null) continue
      const { codes } = columnAt(table, index)
      for (const { codes: block, from } of codeBlocks(column.codes)) {
        for (let row = from; row < from + block.length; row += 1) {
          const number = own[block[row - from]!]!
          if (number === 0 || number !== numbers[codeAt(codes, row)]) continue
          marks[at] ??= new Uint8Array(codes.length)
          marks[at][row] = 1
        }
      }
    }
  }
  return marks
}
