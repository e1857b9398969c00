import type { ColumnTable } from '../column-table.js'
import { RowsFrom } from '../row-numbers.js'
import { DistinctCells, eachCode, narrowCodes } from './distinct-cells.js'

/** Some columns of several tables, one table below the other: for looking into it, because its rows have no place in a file. */
export const unitedTables = (
  some: readonly { readonly table: ColumnTable; readonly places: readonly number[] }[],
  header: readonly string[],
): ColumnTable => {
  const count = some.reduce((sum, { table }) => sum + table.rows.length, 0)
  const columns = header.map((_, at) => {
    const distinct = new DistinctCells()
    const codes = new Int32Array(count)
    let from = 0
    for (const { table, places } of some) {
      const column = table.columns[places[at]!]!
      const becomes = column.cells.map(cell => distinct.codeOf(cell))
      eachCode(column, (code, row) => {
        codes[from + row] = becomes[code]!
      })
      from += table.rows.length
    }
    const narrow = narrowCodes(distinct.cells.length, count)
    narrow.set(codes)
    return { codes: narrow, cells: distinct.cells }
  })
  const { sheet } = some[0]!.table
  return { sheet, header, columns, rows: new RowsFrom(1, count), notes: [], issues: [], ragged: [] }
}
