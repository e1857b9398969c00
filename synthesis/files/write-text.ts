import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import { headerLines, type MadeTable, withHeader } from './made-table.js'

/** What stands above a header that is not in the first row. */
export const titleLine = 'SYNTHETIC DATA: no real person'

type Writing = Pick<ExportFile, 'delimiter' | 'quote' | 'escape'>

const cellText = (text: string, { delimiter = ',', quote = '"', escape: sign }: Writing): string => {
  const special = text.includes(delimiter) || /[\r\n]/.test(text)
  if (quote === 'none')
    return sign === undefined ? text.replaceAll(delimiter, ' ') : text.replaceAll(delimiter, sign + delimiter)
  if (!special && !text.includes(quote)) return text
  return `${quote}${text.replaceAll(quote, (sign ?? quote) + quote)}${quote}`
}

/** The lines of a table as text, with a title in the rows above its header. */
export const tableText = (table: MadeTable, file: ExportFile): string => {
  const columns = withHeader(table)
  const headers = typeof file.header === 'number' ? [file.header] : file.header
  const above = Array.from({ length: (headers[0] ?? 1) - 1 }, (_, at) => [at === 0 ? titleLine : ''])
  const names = headerLines(
    columns.map(([, name]) => name),
    headers.length,
  )
  const rows = table.rows.map(row => columns.map(([column]) => row.get(column)?.text ?? ''))
  const line = (cells: readonly string[]): string => cells.map(cell => cellText(cell, file)).join(file.delimiter ?? ',')
  return [...above, ...names, ...rows].map(cells => `${line(cells)}\r\n`).join('')
}
