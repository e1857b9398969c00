import type { Codes } from '../../harmonize/codes.js'
import { codeBytes, codesIn, mostNarrow, narrowCodes } from './code-bytes.js'
import { columnFields, columnRow, packColumn, packedRow, readColumnRow } from './column-row.js'
import { runsOf } from './runs-of.js'
import { isNumbers, type TreeColumn } from './tree-columns.js'
import { readInt, readText, type Wire, wireInt, wireText } from './wire.js'

/** The columns of `shared_column`, beside its key. */
export const sharedFields = [...columnFields, 'codes'] as const

/** The codes of some rows into so many distinct values. */
export interface CodedRows {
  readonly codes: Codes
  readonly distinct: number
}

/** A column of a block, by its path. */
export type SharedColumn = readonly [path: string, column: TreeColumn | CodedRows]

const isCoded = (column: TreeColumn | CodedRows): column is CodedRows => !isNumbers(column) && 'codes' in column

// A row of a wide export makes several rows of a domain, one after the other.
const rowNumbers = (path: string, rows: TreeColumn): readonly Wire[] => {
  if (!(rows instanceof Int32Array)) return columnRow(path, rows)
  const packed = packColumn(runsOf(rows))
  return packed.kind === 'texts'
    ? columnRow(path, rows)
    : packedRow(path, { ...packed, packed: { ...packed.packed, count: rows.length } })
}

/** A column of a block as its row, in the order of `sharedFields`. */
export const sharedRow = ([path, column]: SharedColumn): readonly Wire[] => {
  if (!isCoded(column)) return [...(path.endsWith('.rows') ? rowNumbers(path, column) : columnRow(path, column)), null]
  const { codes, distinct } = column
  if (distinct > mostNarrow) return [...columnRow(path, codes), null]
  const { kind, bytes } = codeBytes(narrowCodes(codes, distinct))
  return [wireText(path), wireText(kind), wireInt(codes.length), wireInt(0), null, null, null, null, bytes]
}

/** The column of a row in the order of `sharedFields`, with its path. */
export const readSharedRow = (row: readonly Wire[]): readonly [path: string, column: TreeColumn] => {
  const bytes = row[columnFields.length]
  if (bytes == null) return readColumnRow(row)
  const [path, kind, count] = row as readonly Buffer[]
  // Arrays of one kind: loops that meet one alone are several times as fast.
  return [readText(path!), new Int32Array(codesIn({ kind: readText(kind!) as 'u1' | 'u2', bytes }, readInt(count!)))]
}
