import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import { openWorkbook } from '../../sources/workbook/open-workbook.js'
import { rowsOfColumns, type SourceTable } from './source-table.js'

/** Reads one sheet of a workbook whose archive is checked as a whole table. */
export const readWorkbook = async (bytes: Uint8Array, file: ExportFile): Promise<SourceTable> => {
  const { read, ...head } = await openWorkbook(bytes, file)
  const { rows, columns, notes, issues } = await read()
  return { ...head, rows: rowsOfColumns({ rows, columns }), notes, issues }
}
