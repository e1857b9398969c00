import type { ExportFile } from '../protocol/site.js'
import { ExportUnreadable, Unreadable } from './errors.js'
import { readCsv } from './read-csv.js'
import { readWorkbook } from './read-workbook.js'
import type { SourceTable } from './source-record.js'
import { tellContent } from './tell-content.js'

const mostTextBytes = 400 * (1 << 20)

const readContent = async (bytes: Uint8Array, file: ExportFile, fileName: string): Promise<SourceTable> => {
  const content = tellContent(bytes)
  const workbookName = /\.xls[xm]$/i.test(fileName)
  if (content === 'empty') throw new Unreadable('the file is empty (0 bytes)')
  if (content === 'password-protected workbook') throw new Unreadable('it is protected by a password')
  if (content === 'old workbook') {
    throw new Unreadable('a workbook of the old kind (.xls) or another Office file: save it as .xlsx')
  }
  if (content === 'web page') throw new Unreadable('a web page or XML, whatever its name says')
  if (content === 'archive') {
    if (!workbookName) throw new Unreadable('a workbook or ZIP archive, but its name does not end in .xlsx')
    return readWorkbook(bytes, file)
  }
  if (workbookName) throw new Unreadable('it is named a workbook but is not one')
  if (bytes.length > mostTextBytes) throw new Unreadable(`${bytes.length} bytes of text, more than 400 MiB`)
  return readCsv(bytes, file)
}

/**
 * Reads one table of an export, text or workbook by its content; anything that is not whole and readable is refused
 * with its reason.
 */
export const readTable = async (
  bytes: Uint8Array,
  file: ExportFile,
  fileName: string,
  site = '-',
): Promise<SourceTable> => {
  try {
    const table = await readContent(bytes, file, fileName)
    if (table.header.length === 0) throw new Unreadable('there is no header where the mapping says')
    if (table.rows.length === 0 && table.issues.length === 0) throw new Unreadable('it has a header and no row')
    return table
  } catch (error) {
    throw error instanceof Unreadable ? new ExportUnreadable(site, fileName, error.message) : error
  }
}
