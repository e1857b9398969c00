import { type ColumnKind, kindOf, packNumbers, unpackNumbers } from './packed-numbers.js'
import { isNumbers, type TreeColumn } from './tree-columns.js'
import {
  readInt,
  readNumbers,
  readText,
  readTexts,
  type Wire,
  wireInt,
  wireNumbers,
  wireText,
  wireTexts,
} from './wire.js'

/** The columns of a table that holds columns of blocks, one a row, beside the key. */
export const columnFields = ['path', 'kind', 'count', 'decimals', 'small', 'whole', 'double', 'texts'] as const

/** A column as its row, in the order of `columnFields`. */
export const columnRow = (path: string, column: TreeColumn): readonly Wire[] => {
  if (!isNumbers(column))
    return [wireText(path), wireText('texts'), wireInt(column.length), wireInt(0), null, null, null, wireTexts(column)]
  const packed = packNumbers(column)
  return [
    wireText(path),
    wireText(kindOf(column)),
    wireInt(packed.count),
    wireInt(packed.decimals),
    ...wireNumbers(packed),
    null,
  ]
}

/** The column of a row in the order of `columnFields`, with its path. */
export const readColumnRow = (row: readonly Wire[]): readonly [path: string, column: TreeColumn] => {
  const [path, kind, count, decimals, small = null, whole = null, double = null, texts] = row
  if (path == null || kind == null || count == null || decimals == null) throw new Error('a column without its facts')
  if (texts != null) return [readText(path), readTexts(texts)]
  const packed = { count: readInt(count), decimals: readInt(decimals), ...readNumbers([small, whole, double]) }
  return [readText(path), unpackNumbers(packed, readText(kind) as ColumnKind)]
}
