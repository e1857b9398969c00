import type { ExportFile } from '../../protocol/language/site.js'
import { type CsvRecord, csvRecords, rowsInside } from './csv-records.js'
import { decodeText } from '../encoding/decode-text.js'
import { Unreadable } from '../errors.js'
import { fillRight, headerRows, joinHeader } from '../join-header.js'
import { textCell } from '../received-cell.js'
import { dropSeparatorLine } from './separator-line.js'
import type { Cell, SourceIssue, SourceRow, SourceTable } from '../source-record.js'
import { refuseWideRow } from '../table-bounds.js'
import { topRows } from '../top-rows.js'
import { type Told, told } from '../../words/told.js'

const blank = (row: readonly string[]): boolean => row.every(cell => cell.trim() === '')

const cellsOf = (record: CsvRecord | undefined): readonly string[] =>
  record !== undefined && 'cells' in record ? record.cells : []

const headerOf = (records: readonly CsvRecord[], file: ExportFile): readonly string[] => {
  const rows = headerRows(file.header).map(number => cellsOf(records[number - 1]))
  return joinHeader(rows.map((row, index) => (index < rows.length - 1 ? fillRight(row) : row)))
}

const raggedIssue = (row: number, message: Told): SourceIssue => ({ row, column: null, kind: 'ragged row', message })

// A spreadsheet shows what stands in the quotes of ="00123".
const formula = /^="([^"]*)"$/

interface Rows {
  readonly rows: readonly SourceRow[]
  readonly issues: readonly SourceIssue[]
  readonly ragged: readonly SourceRow[]
  readonly formulas: number
}

const faultOf = (record: CsvRecord, width: number, delimiter: string): Told | null => {
  if ('fault' in record) return record.fault
  const { cells } = record
  if (cells.length < width || !blank(cells.slice(width)))
    return told`${cells.length} cells where the header has ${width}`
  const inside = rowsInside(cells, delimiter, width)
  return inside > 0
    ? told`a quoted cell goes on over ${inside} lines that look like rows: its quote was not closed`
    : null
}

const rowsOf = (records: readonly CsvRecord[], width: number, first: number, delimiter: string): Rows => {
  const rows: SourceRow[] = []
  const issues: SourceIssue[] = []
  const ragged: SourceRow[] = []
  let formulas = 0
  const cellOf = (text: string): Cell => {
    const shown = formula.exec(text)?.[1]
    if (shown !== undefined) formulas += 1
    return textCell(shown ?? text)
  }
  for (let index = first; index < records.length; index += 1) {
    const record = records[index]
    if (record === undefined || ('cells' in record && blank(record.cells))) continue
    const fault = faultOf(record, width, delimiter)
    if (fault !== null) {
      issues.push(raggedIssue(index + 1, fault))
      ragged.push({ row: index + 1, cells: cellsOf(record).map(textCell) })
    } else rows.push({ row: index + 1, cells: cellsOf(record).slice(0, width).map(cellOf) })
  }
  return { rows, issues, ragged, formulas }
}

const refuseCutOff = (text: string, records: readonly CsvRecord[], width: number): void => {
  const last = cellsOf(records.at(-1))
  if (!/[\r\n]$/.test(text) && !blank(last) && last.length < width) {
    throw new Unreadable(
      told`the file is cut off in row ${records.length}: ${last.length} of ${width} cells and no line end`,
    )
  }
}

// R names the rows of a table in a first column that has no name.
const refuseAllRagged = ({ rows, issues }: Rows, records: readonly CsvRecord[], width: number): void => {
  const [first] = issues
  if (rows.length > 0 || first === undefined) return
  const found = new Set(issues.map(({ row }) => cellsOf(records[row - 1]).length))
  const asInR = found.size === 1 && found.has(width + 1)
  const likely = asInR
    ? told`a first column without a name is how R writes row names: export without them (row.names = FALSE)`
    : told`is the delimiter, or the header's row, another than the mapping says?`
  throw new Unreadable(
    told`none of its ${issues.length} rows can be read; row ${first.row}: ${first.message}; ${likely}`,
  )
}

const refuseWide = (text: string, delimiter: string, headerRow: number): void => {
  let columns = 1
  let lines = 1
  for (let at = 0; at < text.length && lines <= headerRow; at += 1) {
    if (text[at] === delimiter) columns += 1
    else if (text[at] === '\n') [lines, columns] = [lines + 1, 1]
    refuseWideRow(lines, columns)
  }
}

/**
 * Reads a text export: bad bytes refuse the file, rows of another length or with stray quotes are issues, and a file
 * without one readable row is refused.
 */
export const readCsv = (bytes: Uint8Array, file: ExportFile): SourceTable => {
  const { text, encoding, notes } = decodeText(bytes, file.encoding)
  const numbers = headerRows(file.header)
  const body = dropSeparatorLine(text, file.delimiter, numbers)
  refuseWide(body.text, file.delimiter, Math.max(...numbers))
  const records = csvRecords(body.text, file.delimiter, Math.max(...numbers))
  const header = headerOf(records, file)
  refuseCutOff(text, records, header.length)
  const read = rowsOf(records, header.length, Math.max(...numbers), file.delimiter)
  refuseAllRagged(read, records, header.length)
  const { rows, issues, ragged, formulas } = read
  const formulaNotes = formulas > 0 ? [told`${formulas} cells written as ="…" were read as their text`] : []
  const top = topRows(records, cellsOf)
  return {
    sheet: told`-`,
    header,
    rows,
    notes: [...notes, ...body.notes, ...formulaNotes],
    issues,
    ragged,
    encoding,
    top,
  }
}
