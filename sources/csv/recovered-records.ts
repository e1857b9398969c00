import { Unreadable } from '../errors.js'
import { type Told, told } from '../../words/told.js'
import { faultWords, leftOpen, longestInOrder, longestRecord, longestWaited, tooLong } from './csv-faults.js'
import type { RecordBuffer } from './record-buffer.js'
import type { ReadRecord, RecordReader } from './record-reader.js'
import { rowsInside, fieldTexts } from './rows-inside.js'
import { type CsvSigns, neverClosed, noSign, scanRecord, settleFields } from './scan-record.js'

const mostLinesOfACell = 100
const [lineFeed, carriageReturn, usualQuote] = [0x0a, 0x0d, 0x22]
const byteOrderMark = Buffer.from('\uFEFF')

const escapedForShape = (sign: string): string => sign.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Where a line ends, and where the next begins. */
interface Line {
  readonly end: number
  readonly next: number
}

// Null where the line is not whole in the buffer yet.
const lineAt = ({ bytes, limit }: RecordBuffer, from: number, final: boolean): Line | null => {
  let at = from
  while (at < limit && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at += 1
  if (at >= limit) return final ? { end: limit, next: limit } : null
  if (bytes[at] === lineFeed) return { end: at, next: at + 1 }
  if (at + 1 >= limit && !final) return null
  return { end: at, next: at + 1 < limit && bytes[at + 1] === lineFeed ? at + 2 : at + 1 }
}

/** What a record took: why it is none, where the next begins, how many lines it has. */
interface Took {
  readonly fault: Told | null
  readonly next: number
  readonly count: number
}

// A record of lines that have quotes, or why it is none.
const parsed = (joined: string, signs: CsvSigns, into: ReadRecord): number => {
  const bytes = Buffer.from(`${joined}\n`)
  const from = bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0
  into.bytes = bytes
  const next = scanRecord(bytes, from, bytes.length - 1, true, signs, into.fields)
  if (next < 0) return next
  settleFields(bytes, into.fields, signs)
  const { count, starts, ends } = into.fields
  let content = 0
  for (let field = 0; field < count; field += 1) content += ends[field]! - starts[field]!
  return content > longestInOrder ? tooLong : next
}

/**
 * Reads the records of a text with an error of quoting: after one a parser is out of step, so each line is read by itself,
 * with the lines that a quoted cell goes on over. A quote that stays open to the end, or one that is not in order down to
 * the header, refuses the text.
 */
export const recoveredRecords = (
  signs: CsvSigns,
  delimiter: string,
  headerRow: number,
  lastQuote: number,
): RecordReader => {
  const { quote } = signs
  const sign = escapedForShape(delimiter)
  const formulas = new RegExp(`(^|${sign})="([^"]*)"(?=${sign}|$)`, 'g')
  // Some programs write ="00123" so that a spreadsheet keeps the zeros: the quotes are no quotes of the cell.
  const withoutFormulas = (line: string): string =>
    quote === usualQuote ? line.replaceAll(formulas, '$1"=""$2"""') : line
  let [records, lines, width] = [0, 0, 0]

  const textAt = (buffer: RecordBuffer, from: number, end: number): string => buffer.bytes.toString('utf8', from, end)

  // A cell that goes on over lines is believed only where its record has the header's width.
  const isWhole = ({ bytes, fields }: ReadRecord): boolean => {
    if (width === 0) return true
    const texts = fieldTexts(bytes, fields)
    return texts.length === width && rowsInside(texts, delimiter, width) === 0
  }

  /** The record from the line, and the last of its lines with their count; null where more lines are needed. */
  const quotedRecord = (buffer: RecordBuffer, line: Line, final: boolean, into: ReadRecord): Took | null => {
    const isLast = (end: number): boolean => buffer.base + end > lastQuote
    let joined = withoutFormulas(textAt(buffer, buffer.at, line.end))
    let read = parsed(joined, signs, into)
    let [last, count] = [line, 1]
    if (read === neverClosed && isLast(line.end)) {
      throw new Unreadable(leftOpen(lines + 1))
    }
    while (read === neverClosed && !isLast(last.end) && count <= mostLinesOfACell && joined.length <= longestInOrder) {
      const after = lineAt(buffer, last.next, final)
      if (after === null) return null
      joined += `\n${textAt(buffer, last.next, after.end)}`
      if (buffer.bytes.subarray(last.next, after.end).includes(quote)) read = parsed(joined, signs, into)
      last = after
      count += 1
    }
    const fault = read < 0 ? faultWords(read) : count > 1 && !isWhole(into) ? faultWords(neverClosed) : null
    return fault === null ? { fault, next: last.next, count } : { fault, next: line.next, count: 1 }
  }

  return (buffer, final, into) => {
    if (buffer.waiting === 0) return false
    const line = lineAt(buffer, buffer.at, final)
    const length = (line?.end ?? buffer.limit) - buffer.at
    if (line === null ? length > longestWaited : length > longestRecord) {
      throw new Unreadable(told`${faultWords(tooLong)} (line ${lines + 1})`)
    }
    if (line === null) return false
    let took: Took | null = { fault: null, next: line.next, count: 1 }
    if (buffer.bytes.subarray(buffer.at, line.end).includes(quote)) {
      took = quotedRecord(buffer, line, final, into)
      if (took === null) return false
    } else {
      into.bytes = buffer.bytes
      // A line that ends in a sign of escape is not joined to the next here: it is of another length then, and held.
      const limit = signs.escapeSign === noSign || line.end === buffer.at ? buffer.limit : line.end
      scanRecord(buffer.bytes, buffer.at, limit, final || limit === line.end, signs, into.fields)
      settleFields(buffer.bytes, into.fields, signs)
    }
    const { fault } = took
    into.fault = fault
    if (fault !== null) into.fields.count = 0
    records += 1
    if (records <= headerRow) {
      if (fault !== null) throw new Unreadable(told`${fault} (line ${lines + 1}, in or above the header)`)
      width = records === headerRow ? into.fields.count : 0
    }
    lines += took.count
    buffer.at = took.next
    return true
  }
}
