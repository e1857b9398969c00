import { createHash } from 'node:crypto'
import type { SourceTable } from './source-record.js'

/** What arrived: the file's name, size, hash of its content, rows, sheets, and how it was read. */
export interface Receipt {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly rows: number
  readonly sheets: readonly string[]
  readonly encoding: string | null
  readonly notes: readonly string[]
}

const rowsOf = ({ rows, issues }: SourceTable): number =>
  rows.length + issues.filter(({ kind }) => kind === 'ragged row').length

/**
 * The receipt of one export file and the tables that were read from it; rows that could not be read are counted too.
 */
export const makeReceipt = (file: string, bytes: Uint8Array, tables: readonly SourceTable[]): Receipt => ({
  file,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  rows: tables.reduce((sum, table) => sum + rowsOf(table), 0),
  sheets: [...new Set(tables.map(({ sheet }) => sheet))],
  encoding: tables.find(({ encoding }) => encoding !== undefined)?.encoding ?? null,
  notes: [...new Set(tables.flatMap(({ notes }) => notes))],
})
