import type { ExportFile } from '../protocol/language/site.js'
import { checkArchive } from './workbook/check-archive.js'
import { ExportUnreadable, Unreadable } from './errors.js'
import { readCsv } from './csv/read-csv.js'
import { readWorkbook } from './workbook/read-workbook.js'
import type { SourceTable } from './source-record.js'
import { recognizeContent } from './files/recognize-content.js'
import { literalsOf, type Told, told, toldLiteral } from '../words/told.js'

const mostTextBytes = 128 * (1 << 20)

const readContent = async (bytes: Uint8Array, file: ExportFile, fileName: string): Promise<SourceTable> => {
  const content = recognizeContent(bytes)
  const workbookName = /\.xls[xm]$/i.test(fileName)
  if (content.kind === 'other') throw new Unreadable(told`it is ${content.what}: ${content.todo}`)
  if (content.kind === 'archive') {
    checkArchive(bytes)
    if (!workbookName) throw new Unreadable(told`it is a workbook, but its name does not end in .xlsx: rename it`)
    return readWorkbook(bytes, file)
  }
  if (workbookName)
    throw new Unreadable(
      told`it is named a workbook but is not one, it is text: name it .csv, or save it as a workbook`,
    )
  if (bytes.length > mostTextBytes) throw new Unreadable(told`${bytes.length} bytes of text, more than 128 MiB`)
  return readCsv(bytes, file)
}

/**
 * Reads one table of an export, text or workbook by its content; anything that is not whole and readable is refused
 * with its reason. The file's own name decides what it is read as; it is shown by the name that it is known by.
 */
export const readTable = async (
  bytes: Uint8Array,
  file: ExportFile,
  fileName: string,
  site = '-',
  known: Told = toldLiteral(file.name, literalsOf(file)),
): Promise<SourceTable> => {
  try {
    const table = await readContent(bytes, file, fileName)
    if (table.header.length === 0) throw new Unreadable(told`there is no header where the mapping says`)
    if (table.rows.length === 0 && table.issues.length === 0) throw new Unreadable(told`it has a header and no row`)
    return table
  } catch (error) {
    throw error instanceof Unreadable ? new ExportUnreadable(site, known, error.told, false, error.local) : error
  }
}
