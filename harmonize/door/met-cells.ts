import type { TableColumn } from '../../sources/column-table.js'
import { wideCodes } from '../codes.js'

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
  const wide = wideCodes(codes)
  let count = 0
  for (let row = 0; row < wide.length; row += 1) {
    const code = wide[row]!
    if (firstRow[code] !== -1) continue
    firstRow[code] = row
    met[count] = code
    count += 1
  }
  return { codes: met.subarray(0, count), firstRow }
}
