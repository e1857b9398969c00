import type { TableColumn } from '../../sources/column-table.js'
import { codeBlocks } from '../codes.js'

/** The distinct cells of a column as its rows have them. */
export interface MetCells {
  /** Their codes, in the order of their first rows. */
  readonly codes: Int32Array
  /** Of each code its first row, -1 where no row has it. */
  readonly firstRow: Int32Array
}

/** Finds where each distinct cell of a column is met first. */
export const metCells = ({ codes, cells }: TableColumn): MetCells => {
  const firstRow = new Int32Array(cells.length).fill(-1)
  const met = new Int32Array(cells.length)
  let count = 0
  for (const { codes: block, from } of codeBlocks(codes)) {
    for (let at = 0; at < block.length; at += 1) {
      const code = block[at]!
      if (firstRow[code] !== -1) continue
      firstRow[code] = from + at
      met[count] = code
      count += 1
    }
  }
  return { codes: met.subarray(0, count), firstRow }
}
