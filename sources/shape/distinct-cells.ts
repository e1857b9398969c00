import type { NarrowCodes, TableColumn } from '../column-table.js'
import { emptyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'

/** An array for codes from zero to before `distinct`. */
export const narrowCodes = (distinct: number, count: number): NarrowCodes => {
  if (distinct <= 2 ** 8) return new Uint8Array(count)
  return distinct <= 2 ** 16 ? new Uint16Array(count) : new Int32Array(count)
}

/** Calls with each row and its code, in the order of the rows. */
export const eachCode = ({ codes }: TableColumn, call: (code: number, row: number) => void): void => {
  let row = 0
  for (const code of codes) {
    call(code, row)
    row += 1
  }
}

/** Cells that are put in one by one, each kept once; the empty one is the first. */
export class DistinctCells {
  readonly cells: Cell[] = [emptyCell]
  private readonly places = new Map<string, number>()

  /** The code of a cell. */
  codeOf(cell: Cell): number {
    if (cell.kind === 'empty') return 0
    const key = cell.kind === 'text' ? cell.text : `\0${JSON.stringify(cell)}`
    const known = this.places.get(key)
    if (known !== undefined) return known
    const code = this.cells.push(cell) - 1
    this.places.set(key, code)
    return code
  }
}

/** A column of which each distinct cell becomes another. */
export const mappedColumn = (column: TableColumn, become: (cell: Cell) => Cell): TableColumn => {
  const distinct = new DistinctCells()
  const becomes = Int32Array.from(column.cells, cell => distinct.codeOf(become(cell)))
  const codes = narrowCodes(distinct.cells.length, column.codes.length)
  eachCode(column, (code, row) => {
    codes[row] = becomes[code]!
  })
  return { codes, cells: distinct.cells }
}

/** A column of the cells of some rows. */
export const columnOfRows = (column: TableColumn, rows: Int32Array): TableColumn => {
  const codes = narrowCodes(column.cells.length, rows.length)
  // Rows ascend, and runs are found fastest in their order.
  for (let at = 0; at < rows.length; at += 1) codes[at] = column.codes.at(rows[at]!)!
  return { codes, cells: column.cells }
}
