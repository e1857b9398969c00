import type { ColumnTable, TableColumn } from '../../sources/column-table.js'
import { codeAt, codeBlocks, type ReadCodes, roomForBlock } from '../codes.js'
import { metCells } from './met-cells.js'

// Two cells of a workbook may differ in what stands behind one text: they say the same.
const sameText = ({ codes, cells }: TableColumn): ReadCodes => {
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

/** Hashes some rows over their columns, into the beginning of the hashes. */
const hashRows = (
  columns: readonly ReadCodes[],
  from: number,
  to: number,
  hashes: Int32Array,
  room: Int32Array,
): void => {
  hashes.fill(0, 0, to - from)
  for (const codes of columns) {
    for (const { codes: block, from: first } of codeBlocks(codes.subarray(from, to), room)) {
      for (let at = 0; at < block.length; at += 1) {
        const mixed = Math.imul(hashes[first + at]! ^ block[at]!, 0x9e3779b1)
        hashes[first + at] = mixed ^ (mixed >>> 15)
      }
    }
  }
}

const isAscending = (codes: ReadCodes): boolean => {
  let last = 0
  for (const { codes: block } of codeBlocks(codes)) {
    for (let at = 0; at < block.length; at += 1) {
      if (block[at]! < last) return false
      last = block[at]!
    }
  }
  return true
}

// This many hashes and places of rows stay in the nearest cache.
const usualRows = 1 << 14

/**
 * The ends of parts of the rows: no row of one part is equal to a row of another. Most files of many rows stand in the order
 * of subjects or days, and their parts end where a cell of that column changes; in other files all rows are one part.
 */
const partsOf = (
  columns: readonly TableColumn[],
  compared: readonly ReadCodes[],
  count: number,
  rowsAtOnce: number,
): readonly number[] => {
  const most = columns.reduce((found, { cells }, at) => {
    return isAscending(compared[at]!) && cells.length > (columns[found]?.cells.length ?? 0) ? at : found
  }, -1)
  if (most === -1) return [count]
  const ends: number[] = []
  let [last, begin] = [0, 0]
  for (const { codes: block, from } of codeBlocks(compared[most]!)) {
    for (let at = 0; at < block.length; at += 1) {
      if (block[at] !== last && from + at - begin >= rowsAtOnce) {
        begin = from + at
        ends.push(begin)
      }
      last = block[at]!
    }
  }
  return [...ends, count]
}

const isDistinct = (column: TableColumn, count: number): boolean =>
  column.cells.length > count && metCells(column).codes.length === count

/**
 * Finds, for each row of a table that is equal to an earlier one in every received cell, that earlier row, else -1; null
 * where no two rows are equal.
 */
export const equalRows = (
  { rows, columns }: Pick<ColumnTable, 'rows' | 'columns'>,
  rowsAtOnce: number = usualRows,
): Int32Array | null => {
  const count = rows.length
  const compared = columns.map(sameText)
  // Where one column has another text in each row, no row is equal to another.
  if (columns.some((column, at) => compared[at] === column.codes && isDistinct(column, count))) return null
  const ends = partsOf(columns, compared, count, rowsAtOnce)
  const largest = ends.reduce((most, end, part) => Math.max(most, end - (ends[part - 1] ?? 0)), 0)
  const hashes = new Int32Array(largest)
  const mask = 2 ** Math.ceil(Math.log2(Math.max(16, largest * 1.4))) - 1
  const slots = new Int32Array(mask + 1)
  const room = roomForBlock()
  let earlier: Int32Array | null = null
  let begin = 0
  for (const end of ends) {
    hashRows(compared, begin, end, hashes, room)
    if (begin > 0) slots.fill(0)
    for (let at = 0; at < end - begin; at += 1) {
      const hash = hashes[at]!
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const other = slots[slot]! - 1
        if (other < 0) {
          slots[slot] = at + 1
          break
        }
        if (hashes[other] !== hash || !areEqual(compared, begin + other, begin + at)) continue
        earlier ??= new Int32Array(count).fill(-1)
        earlier[begin + at] = begin + other
        break
      }
    }
    begin = end
  }
  return earlier
}

const areEqual = (columns: readonly ReadCodes[], one: number, other: number): boolean =>
  columns.every(codes => codeAt(codes, one) === codeAt(codes, other))
