import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { ColumnTable } from '../column-table.js'
import { headerRows } from '../join-header.js'
import type { Told } from '../../words/told.js'

/** What arrived: the file's name as the mapping knows it, size, hash of its content, rows, sheets, and how it was read. */
export interface Receipt {
  readonly file: Told
  readonly bytes: number
  readonly sha256: string
  readonly rows: number
  /** Blank rows between the header and the last row with something in it: they are no rows received. */
  readonly blankRows: number
  readonly sheets: readonly Told[]
  readonly encoding: string | null
  readonly notes: readonly Told[]
}

/** How many rows a table came with, also those of another length than the header, and those that the mapping leaves out. */
export const rowsReceived = ({ rows, issues, leftOut }: ColumnTable): number =>
  rows.length + issues.length + (leftOut?.length ?? 0)

/** How many rows between a table's header and its last row have nothing in any cell; none where sheets or columns are rows. */
export const blankRows = (table: ColumnTable, { header, rowIs }: Pick<ExportFile, 'header' | 'rowIs'>): number => {
  if (rowIs !== undefined) return 0
  const headerRow = Math.max(...headerRows(header))
  const { rows, issues, leftOut } = table
  const ends = [rows.at(rows.length - 1), leftOut?.at(-1)].map(row => row ?? headerRow)
  const last = issues.reduce((latest, { row }) => Math.max(latest, row), Math.max(...ends))
  return Math.max(0, last - headerRow - rowsReceived(table))
}

/**
 * The receipt of one export file and the tables that were read from it; rows that could not be read are counted too.
 */
export const makeReceipt = (
  file: Told,
  { bytes, sha256 }: Pick<Receipt, 'bytes' | 'sha256'>,
  tables: readonly { readonly table: ColumnTable; readonly blankRows: number }[],
): Receipt => {
  // A sheet that is read for several files of the mapping has its rows once.
  const sheets = [...new Map(tables.map(own => [own.table.sheet, own])).values()]
  return {
    file,
    bytes,
    sha256,
    rows: sheets.reduce((sum, { table }) => sum + rowsReceived(table), 0),
    blankRows: sheets.reduce((sum, own) => sum + own.blankRows, 0),
    sheets: sheets.map(({ table }) => table.sheet),
    encoding: tables.find(({ table }) => table.encoding !== undefined)?.table.encoding ?? null,
    notes: [...new Set(tables.flatMap(({ table }) => table.notes))],
  }
}
