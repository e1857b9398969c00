import type { ColumnTable, TableColumn } from '../../sources/column-table.js'
import { type Codes, codeBlocks } from '../codes.js'
import { metCells } from './met-cells.js'

// Two cells of a workbook may differ in what stands behind one text: they say the same.
const sameText = ({ codes, cells }: TableColumn): Codes => {
  if (cells.every(({ kind }) => kind === 'text' || kind === 'empty')) return codes
  const first = new Map<string, number>()
  const same = Int32Array.from(cells, (cell, code) => {
    const key = cell.kind === 'empty' ? '' : `${cell.kind} ${cell.text}`
    const known = first.get(key)
    if (known === undefined) first.set(key, code)
    return known ?? code
  })
  return Int32Array.from(codes, code => same[code]!)
}

const hashesOf = (columns: readonly Codes[], count: number): Int32Array => {
  const hashes = new Int32Array(count)
  for (const codes of columns) {
    for (const { codes: block, from } of codeBlocks(codes)) {
      for (let at = 0; at < block.length; at += 1) {
        const mixed = Math.imul(hashes[from + at]! ^ block[at]!, 0x9e3779b1)
        hashes[from + at] = mixed ^ (mixed >>> 15)
      }
    }
  }
  return hashes
}

const isDistinct = (column: TableColumn, count: number): boolean =>
  column.cells.length > count && metCells(column).codes.length === count

/**
 * Finds, for each row of a table that is equal to an earlier one in every received cell, that earlier row, else -1; null
 * where no two rows are equal.
 */
export const equalRows = ({ rows, columns }: Pick<ColumnTable, 'rows' | 'columns'>): Int32Array | null => {
  const count = rows.length
  const compared = columns.map(sameText)
  // Where one column has another text in each row, no row is equal to another.
  if (columns.some((column, at) => compared[at] === column.codes && isDistinct(column, count))) return null
  const hashes = hashesOf(compared, count)
  const mask = 2 ** Math.ceil(Math.log2(Math.max(16, count * 1.4))) - 1
  const slots = new Int32Array(mask + 1)
  let earlier: Int32Array | null = null
  for (let row = 0; row < count; row += 1) {
    const hash = hashes[row]!
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const other = slots[slot]! - 1
      if (other < 0) {
        slots[slot] = row + 1
        break
      }
      if (hashes[other] !== hash || !compared.every(codes => codes[other] === codes[row])) continue
      earlier ??= new Int32Array(count).fill(-1)
      earlier[row] = other
      break
    }
  }
  return earlier
}
