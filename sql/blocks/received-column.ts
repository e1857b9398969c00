import { codeBytes, codesIn, type NarrowCodes } from './code-bytes.js'
import { columnFields, columnRow, readColumnRow } from './column-row.js'
import type { NumberColumn } from './packed-numbers.js'
import { isNumbers } from './tree-columns.js'
import { readInt, readText, type Wire, wireInt, wireText } from './wire.js'

/** What is stored of a block's rows: numbers of theirs by a name, or of a column of the table its cells or its codes. */
export type StoredColumn =
  | { readonly of: 'rows' | 'subjects' | 'links'; readonly numbers: NumberColumn }
  | { readonly of: 'cells'; readonly name: string; readonly cells: readonly (string | null)[] }
  /** Codes mean cells of a block: this one, or the first of the table. */
  | { readonly of: 'codes'; readonly name: string; readonly codes: NarrowCodes; readonly dictionary: number }

/** The columns of `received_column`, beside its key. */
export const storedFields = [...columnFields, 'dictionary', 'codes'] as const

const [start, ofCells, ofCodes] = ['columns.', '.cells', '.codes'] as const

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
    default:
      return [...columnRow(stored.of, stored.numbers), null, null]
  }
}

/** What is stored in a row in the order of `storedFields`. */
export const readStored = (row: readonly Wire[]): StoredColumn => {
  const [dictionary, bytes] = row.slice(columnFields.length)
  if (dictionary != null && bytes != null) {
    const [path, kind, count] = row as readonly Buffer[]
    const codes = codesIn({ kind: readText(kind!) as 'u1' | 'u2', bytes }, readInt(count!))
    return { of: 'codes', name: nameIn(readText(path!)), codes, dictionary: readInt(dictionary) }
  }
  const [path, column] = readColumnRow(row)
  if (!isNumbers(column)) return { of: 'cells', name: nameIn(path), cells: column }
  if (path !== 'rows' && path !== 'subjects' && path !== 'links') throw new Error(`no column of a block: ${path}`)
  return { of: path, numbers: column }
}
