import { type CsvError, parse } from 'csv-parse/sync'
import { Unreadable } from '../errors.js'
import { type Told, told } from '../../words/told.js'

/** One record of a text file: its cells, or why they cannot be told apart. */
export type CsvRecord = { readonly cells: readonly string[] } | { readonly fault: Told }

const longestRecord = 1 << 20
const mostLinesOfACell = 100

const reasons: Readonly<Record<string, Told>> = {
  CSV_QUOTE_NOT_CLOSED: told`a quote is opened and never closed, or the file is cut off`,
  CSV_INVALID_CLOSING_QUOTE: told`something stands after a closing quote: a quote inside a cell is written twice`,
  INVALID_OPENING_QUOTE: told`a quote stands inside a cell that is not quoted`,
  CSV_MAX_RECORD_SIZE: told`one line is longer than 1 MiB`,
}

interface Refusal {
  readonly code: string
  readonly line: number
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'

const parseStrictly = (text: string, delimiter: string): readonly (readonly string[])[] | Refusal => {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: longestRecord,
    })
  } catch (error) {
    if (!isCsvError(error)) throw error
    return { code: error.code, line: typeof error['lines'] === 'number' ? error['lines'] : 0 }
  }
}

const isRefusal = (read: readonly (readonly string[])[] | Refusal): read is Refusal => 'code' in read

const sentence = (code: string): Told => reasons[code] ?? told`it is not comma-separated text`

const escapedForShape = (sign: string): string => sign.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

// Some programs write ="00123" so that a spreadsheet keeps the zeros: the quotes are no quotes of the cell.
const withoutFormulas = (line: string, delimiter: string): string => {
  const sign = escapedForShape(delimiter)
  return line.replaceAll(new RegExp(`(^|${sign})="([^"]*)"(?=${sign}|$)`, 'g'), '$1"=""$2"""')
}

const delimitersIn = (line: string, delimiter: string): number => line.split(delimiter).length - 1

/** How many lines inside a cell look like whole rows: then its quote was probably never closed. */
export const rowsInside = (cells: readonly string[], delimiter: string, width: number): number =>
  width < 2
    ? 0
    : cells
        .filter(cell => /[\r\n]/.test(cell))
        .flatMap(cell => cell.split(/\r\n|\n|\r/).slice(1))
        .filter(line => delimitersIn(line, delimiter) >= width - 1).length

interface Lines {
  readonly lines: readonly string[]
  /** The last line with a quote: a cell that is open there is open to the end. */
  readonly lastQuoted: number
  readonly delimiter: string
}

// One record from a line, with the lines that a quoted cell goes on over; `last` is the last of them.
const recordAt = ({ lines, lastQuoted, delimiter }: Lines, at: number, width: number) => {
  const first = lines[at] ?? ''
  if (first.length > longestRecord) throw new Unreadable(told`${sentence('CSV_MAX_RECORD_SIZE')} (line ${at + 1})`)
  if (!first.includes('"')) return { record: { cells: first.split(delimiter) }, last: at }
  let joined = withoutFormulas(first, delimiter)
  let [read, last] = [parseStrictly(joined, delimiter), at]
  const open = (): boolean => isRefusal(read) && read.code === 'CSV_QUOTE_NOT_CLOSED'
  if (open() && at === lastQuoted) throw new Unreadable(told`${sentence('CSV_QUOTE_NOT_CLOSED')} (line ${at + 1})`)
  while (open() && last < Math.min(lastQuoted, at + mostLinesOfACell)) {
    last += 1
    joined += `\n${lines[last] ?? ''}`
    if (lines[last]?.includes('"') === true) read = parseStrictly(joined, delimiter)
  }
  if (isRefusal(read)) return { record: { fault: sentence(read.code) }, last: at }
  const cells = read[0] ?? ['']
  const whole = last === at || width === 0 || (cells.length === width && rowsInside(cells, delimiter, width) === 0)
  return whole ? { record: { cells }, last } : { record: { fault: sentence('CSV_QUOTE_NOT_CLOSED') }, last: at }
}

// After an error of quoting the parser is out of step, so each line is read by itself.
const recovered = (text: string, delimiter: string, headerRow: number): readonly CsvRecord[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  const all = { lines, lastQuoted: lines.findLastIndex(line => line.includes('"')), delimiter }
  const records: CsvRecord[] = []
  let width = 0
  for (let at = 0; at < lines.length; at += 1) {
    const { record, last } = recordAt(all, at, width)
    records.push(record)
    at = last
    if (records.length > headerRow) continue
    if ('fault' in record) throw new Unreadable(told`${record.fault} (line ${at + 1}, in or above the header)`)
    width = records.length === headerRow ? record.cells.length : 0
  }
  return records
}

/**
 * Takes a text apart into records. Where its quotes are not in order, only the records that they stand in are at fault;
 * a quote that stays open to the end refuses the text.
 */
export const csvRecords = (text: string, delimiter: string, headerRow: number): readonly CsvRecord[] => {
  const read = parseStrictly(text, delimiter)
  if (!isRefusal(read)) return read.map(cells => ({ cells }))
  if (!text.includes('"')) throw new Unreadable(told`${sentence(read.code)} (line ${read.line})`)
  return recovered(text, delimiter, headerRow)
}
