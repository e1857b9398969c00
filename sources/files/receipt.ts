import type { ColumnTable } from '../column-table.js'
import type { Told } from '../../words/told.js'

/** What arrived: the file's name as the mapping knows it, size, hash of its content, rows, sheets, and how it was read. */
export interface Receipt {
  readonly file: Told
  readonly bytes: number
  readonly sha256: string
  readonly rows: number
  readonly sheets: readonly Told[]
  readonly encoding: string | null
  readonly notes: readonly Told[]
}

/** How many rows a table came with, also those of another length than the header. */
export const rowsReceived = ({ rows, issues }: ColumnTable): number =>
  rows.length + issues.filter(({ kind }) => kind === 'ragged row').length

/**
 * The receipt of one export file and the tables that were read from it; rows that could not be read are counted too.
 */
export const makeReceipt = (
  file: Told,
  { bytes, sha256 }: Pick<Receipt, 'bytes' | 'sha256'>,
  tables: readonly ColumnTable[],
): Receipt => ({
  file,
  bytes,
  sha256,
  rows: tables.reduce((sum, table) => sum + rowsReceived(table), 0),
  sheets: [...new Set(tables.map(({ sheet }) => sheet))],
  encoding: tables.find(({ encoding }) => encoding !== undefined)?.encoding ?? null,
  notes: [...new Set(tables.flatMap(({ notes }) => notes))],
})
