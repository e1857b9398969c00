import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import { passOver, pieceBytes } from '../../sources/files/pass.js'
import { csvPlan } from '../../sources/csv/csv-plan.js'
import { csvTable } from '../../sources/csv/csv-table.js'
import { told } from '../../words/told.js'
import { rowsOfColumns, type SourceTable } from './source-table.js'

/**
 * Reads a text export that is in memory as a whole table: bad bytes refuse the file, rows of another length or with stray
 * quotes are issues, and a file without one readable row is refused.
 */
export const readCsv = (bytes: Uint8Array, file: ExportFile, piece = pieceBytes): SourceTable => {
  const plan = passOver(csvPlan(file), bytes, piece)
  const { columns, rows, notes, issues, ragged } = passOver(csvTable(plan), bytes, piece)()
  const { header, encoding, top } = plan
  return { sheet: told`-`, header, rows: rowsOfColumns({ rows, columns }), notes, issues, ragged, encoding, top }
}
