import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { ColumnTable } from '../../sources/column-table.js'
import { readColumns } from '../../sources/read-columns.js'
import { literalsOf, type Told, toldLiteral } from '../../words/told.js'
import { rowsOfColumns, type SourceTable } from './source-table.js'

/** Reads bytes, named as a received file is, as the product reads a file of them. */
export const readBytes = async (
  bytes: Uint8Array,
  definition: ExportFile,
  received: string,
  site = '-',
  file: Told = toldLiteral(definition.name, literalsOf(definition)),
): Promise<ColumnTable> => {
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-bytes-'))
  try {
    const path = join(folder, 'bytes')
    writeFileSync(path, bytes)
    return (await readColumns({ site, file, path, received, definition })).table
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Reads bytes as the product reads a file of them, and shows the table row by row. */
export const readTable = async (...asked: Parameters<typeof readBytes>): Promise<SourceTable> => {
  const { columns, ...table } = await readBytes(...asked)
  return { ...table, rows: rowsOfColumns({ rows: table.rows, columns }) }
}
