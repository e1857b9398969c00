import { type ColumnKind, kindOf, packNumbers, type PackedNumbers, unpackNumbers } from './packed-numbers.js'
import { isNumbers, type TreeColumn } from './tree-columns.js'
import { readInt, readText, readTexts, type Wire, wireInt, wireText, wireTexts } from './wire.js'
import { readNumbers, wireNumbers } from './wire-numbers.js'

/** The columns of a table that holds columns of blocks, one per row, beside the key. */
export const columnFields = ['path', 'kind', 'count', 'decimals', 'small', 'whole', 'double', 'texts'] as const

/** A column in the form in which it is stored. */
export type PackedColumn =
  | { readonly kind: ColumnKind; readonly packed: PackedNumbers }
  | { readonly kind: 'texts'; readonly texts: readonly (string | null)[] }

/** Packs a column. */
export const packColumn = (column: TreeColumn): PackedColumn =>
  isNumbers(column) ? { kind: kindOf(column), packed: packNumbers(column) } : { kind: 'texts', texts: column }

/** A packed column as its row, in the order of `columnFields`. */
export const packedRow = (path: string, column: PackedColumn): readonly Wire[] => {
  const names = [wireText(path), wireText(column.kind)]
  if (column.kind === 'texts')
    return [...names, wireInt(column.texts.length), wireInt(0), null, null, null, wireTexts(column.texts)]
  const { packed } = column
  return [...names, wireInt(packed.count), wireInt(packed.decimals), ...wireNumbers(packed), null]
}

/** A column as its row, in the order of `columnFields`. */
export const columnRow = (path: string, column: TreeColumn): readonly Wire[] => packedRow(path, packColumn(column))

/** The column of a row in the order of `columnFields`, with its path. */
export const readColumnRow = (row: readonly Wire[]): readonly [path: string, column: TreeColumn] => {
  const [path, kind, count, decimals, small = null, whole = null, double = null, texts] = row
  if (path == null || kind == null || count == null || decimals == null) throw new Error('a column without its facts')
  if (texts != null) return [readText(path), readTexts(texts)]
  const packed = { count: readInt(count), decimals: readInt(decimals), ...readNumbers([small, whole, double]) }
  return [readText(path), unpackNumbers(packed, readText(kind) as ColumnKind)]
}
