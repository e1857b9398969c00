import { type CsvError, parse } from 'csv-parse/sync'
import type { ExportFile } from '../protocol/site.js'
import { type DecodedText, decodeText } from './decode-text.js'
import { Unreadable } from './errors.js'
import { fillRight, headerRows, joinHeader } from './join-header.js'
import { textCell } from './received-cell.js'
import type { SourceIssue, SourceRow, SourceTable } from './source-record.js'

const longestRecord = 1 << 20

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed, or the file is cut off',
  CSV_INVALID_CLOSING_QUOTE: 'something stands after a closing quote',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that is not quoted',
  CSV_MAX_RECORD_SIZE: 'one line is longer than 1 MiB',
}

const lineOf = (error: CsvError): string => (typeof error['lines'] === 'number' ? ` (line ${error['lines']})` : '')

// After any error of quoting the parser is out of step, so the whole file is refused.
const parseStrictly = (text: string, delimiter: string): readonly (readonly string[])[] => {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: longestRecord,
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
    throw new Unreadable((reasons[error.code] ?? 'it is not comma-separated text') + lineOf(error as CsvError))
  }
}

const blank = (row: readonly string[]): boolean => row.every(cell => cell.trim() === '')

const headerOf = (records: readonly (readonly string[])[], file: ExportFile): readonly string[] => {
  const numbers = headerRows(file.header)
  const rows = numbers.map(number => records[number - 1] ?? [])
  return joinHeader(rows.map((row, index) => (index < rows.length - 1 ? fillRight(row) : row)))
}

const raggedIssue = (row: number, found: number, expected: number): SourceIssue => ({
  row,
  column: null,
  kind: 'ragged row',
  message: `${found} cells where the header has ${expected}`,
})

const rowsOf = (records: readonly (readonly string[])[], width: number, first: number) => {
  const rows: SourceRow[] = []
  const issues: SourceIssue[] = []
  const ragged: SourceRow[] = []
  for (let index = first; index < records.length; index += 1) {
    const record = records[index] ?? []
    if (blank(record)) continue
    const beyond = record.slice(width)
    if (record.length < width || !blank(beyond)) {
      issues.push(raggedIssue(index + 1, record.length, width))
      ragged.push({ row: index + 1, cells: record.map(textCell) })
    } else rows.push({ row: index + 1, cells: (beyond.length === 0 ? record : record.slice(0, width)).map(textCell) })
  }
  return { rows, issues, ragged }
}

const refuseCutOff = ({ text }: DecodedText, records: readonly (readonly string[])[], width: number): void => {
  const last = records.at(-1) ?? []
  if (!/[\r\n]$/.test(text) && !blank(last) && last.length < width) {
    throw new Unreadable(
      `the file is cut off in row ${records.length}: ${last.length} of ${width} cells and no line end`,
    )
  }
}

/**
 * Reads a text export by the strict route: bad bytes and stray quotes refuse the file, rows of another length are
 * issues.
 */
export const readCsv = (bytes: Uint8Array, file: ExportFile): SourceTable => {
  const decoded = decodeText(bytes, file.encoding)
  const records = parseStrictly(decoded.text, file.delimiter)
  const header = headerOf(records, file)
  refuseCutOff(decoded, records, header.length)
  const { rows, issues, ragged } = rowsOf(records, header.length, Math.max(...headerRows(file.header)))
  return { sheet: '-', header, rows, notes: decoded.notes, issues, ragged, encoding: decoded.encoding }
}
