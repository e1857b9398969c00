import type { ColumnTable, TableColumn } from '../../sources/column-table.js'
import { codeAt } from '../codes.js'
import { plainCell } from '../read/plain-text.js'

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\u200B-\u200F\u2060\uFEFF]+/g, '')
    .toLowerCase()

const visible = /^[\x21-\x7e]*$/

// A header of several rows is joined by slashes, and each of its rows may come again.
const namesOf = (header: string): ReadonlySet<string> => new Set([header, ...header.split('/')].map(folded))

/** Of each distinct cell whether it says the name of its column; null where none does. */
const sayings = ({ cells }: TableColumn, header: string): Uint8Array | null => {
  const names = namesOf(header)
  const lengths = new Set(Array.from(names, name => name.length))
  let says: Uint8Array | null = null
  for (const [code, cell] of cells.entries()) {
    if (cell.kind === 'empty') continue
    // Folding leaves such a text its length.
    if (!lengths.has(cell.text.length) && visible.test(cell.text)) continue
    const said = folded(plainCell(cell))
    if (said === '' || !names.has(said)) continue
    says ??= new Uint8Array(cells.length)
    says[code] = 1
  }
  return says
}

/**
 * Finds a table's rows which say the header again, in whatever capitals and spaces: each cell its own column's name, most
 * columns filled, or the id column's name where an id is expected. Null where there is none.
 */
export const headerAgain = (
  { header, rows, columns }: Pick<ColumnTable, 'header' | 'rows' | 'columns'>,
  subject: number | null,
): Uint8Array | null => {
  const says = columns.map((column, at) => sayings(column, header[at] ?? ''))
  if (says.every(own => own === null)) return null
  const named = header.filter(name => name.trim() !== '').length
  const again = new Uint8Array(rows.length)
  for (let row = 0; row < rows.length; row += 1) {
    if (subject !== null && saysAt(columns, says, subject, row)) again[row] = 1
    else if (isHeader(columns, says, row, named)) again[row] = 1
  }
  return again
}

const saysAt = (
  columns: readonly TableColumn[],
  says: readonly (Uint8Array | null)[],
  at: number,
  row: number,
): boolean => says[at]?.[codeAt(columns[at]!.codes, row)] === 1

// The first cell decides for nearly all rows.
const isHeader = (
  columns: readonly TableColumn[],
  says: readonly (Uint8Array | null)[],
  row: number,
  named: number,
): boolean => {
  let filled = 0
  for (let at = 0; at < columns.length; at += 1) {
    if (codeAt(columns[at]!.codes, row) === 0) continue
    if (!saysAt(columns, says, at, row)) return false
    filled += 1
  }
  return filled > 0 && filled * 2 >= named
}
