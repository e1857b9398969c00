import { codeBytes, codesIn, type NarrowCodes } from './code-bytes.js'
import { columnFields, columnRow, readColumnRow } from './column-row.js'
import { numbersIn, rowBytes } from './row-bytes.js'
import { isNumbers } from './tree-columns.js'
import { readInt, readText, type Wire, wireInt, wireText } from './wire.js'

type NumbersOfRows = 'rows' | 'subjects' | 'links'

/** What is stored of a block's rows: numbers of theirs by a name, or of a column of the table its cells or its codes. */
export type StoredColumn =
  | { readonly of: NumbersOfRows; readonly numbers: Int32Array }
  | { readonly of: 'cells'; readonly name: string; readonly cells: readonly (string | null)[] }
  /** Codes mean cells of a block: this one, or the first of the table. */
  | { readonly of: 'codes'; readonly name: string; readonly codes: NarrowCodes; readonly dictionary: number }

/** The columns of `received_column`, beside its key. */
export const storedFields = [...columnFields, 'dictionary', 'codes'] as const

const [start, ofCells, ofCodes] = ['columns.', '.cells', '.codes'] as const

const numbersOf = (path: string, numbers: Int32Array): StoredColumn => {
  if (path !== 'rows' && path !== 'subjects' && path !== 'links') throw new Error(`no column of a block: ${path}`)
  return { of: path, numbers }
}

const nameIn = (path: string): string => path.slice(start.length, -ofCells.length)

/** What is stored as its row, in the order of `storedFields`. */
export const storedRow = (stored: StoredColumn): readonly Wire[] => {
  switch (stored.of) {
    case 'codes': {
      const { name, codes, dictionary } = stored
      const { kind, bytes } = codeBytes(codes)
      const facts = [wireText(start + name + ofCodes), wireText(kind), wireInt(codes.length), wireInt(0)]
      return [...facts, null, null, null, null, wireInt(dictionary), bytes]
    }
    case 'cells':
      return [...columnRow(start + stored.name + ofCells, stored.cells), null, null]
    default: {
      const { kind, bytes } = rowBytes(stored.numbers)
      const facts = [wireText(stored.of), wireText(kind), wireInt(stored.numbers.length), wireInt(0)]
      return [...facts, null, null, null, null, null, bytes]
    }
  }
}

/** What is stored in a row in the order of `storedFields`. */
export const readStored = (row: readonly Wire[]): StoredColumn => {
  const [dictionary, bytes] = row.slice(columnFields.length)
  if (bytes != null) {
    const [path, kind, count] = row as readonly Buffer[]
    if (dictionary == null)
      return numbersOf(readText(path!), numbersIn({ kind: readText(kind!) as 'i4' | 'from', bytes }, readInt(count!)))
    const codes = codesIn({ kind: readText(kind!) as 'u1' | 'u2', bytes }, readInt(count!))
    return { of: 'codes', name: nameIn(readText(path!)), codes, dictionary: readInt(dictionary) }
  }
  const [path, column] = readColumnRow(row)
  if (!isNumbers(column)) return { of: 'cells', name: nameIn(path), cells: column }
  // Blocks of an older version have their numbers in arrays.
  return numbersOf(path, Int32Array.from(column))
}
