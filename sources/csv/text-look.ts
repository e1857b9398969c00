import type { Pass } from '../files/pass.js'
import type { Unreadable } from '../errors.js'
import type { Told } from '../../words/told.js'
import { longestInOrder, longestRecord, longestWaited } from './csv-faults.js'
import { RecordBuffer } from './record-buffer.js'
import { type CsvSigns, noRecord, recordFields, scanRecord, settleFields, unfinished } from './scan-record.js'
import { bodyStart } from './body-start.js'
import { wideHeader } from './wide-header.js'

/** What the first look at a text found. */
export interface TextLook {
  /** Bytes before its first record: a byte-order mark, a line that names the delimiter. */
  readonly skip: number
  readonly notes: readonly Told[]
  /** Why the text is refused before any record is read. */
  readonly refused: Unreadable | null
  /** Whether all quotes are in order, and no record is too long. */
  readonly inOrder: boolean
  /** Where the record begins that is not in order. */
  readonly faultAt: number
  /** Where the last quote stands; -1 where there is none. */
  readonly lastQuote: number
  readonly endsLine: boolean
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/** A pass over a text in UTF-8 that says what has to be known of it before its records are read. */
export const textLook = (
  delimiter: string,
  signs: CsvSigns,
  headerRows: readonly number[],
): Pass & { readonly found: () => TextLook } => {
  const { quote } = signs
  const buffer = new RecordBuffer()
  const fields = recordFields()
  const start = bodyStart(delimiter, headerRows)
  const wide = wideHeader(signs.delimiter, Math.max(...headerRows))
  let [inOrder, faultAt, lastQuote, last, seen] = [true, 0, -1, 0, 0]

  const fault = (): void => {
    inOrder = false
    faultAt = buffer.base + buffer.at
  }
  const contentOf = (): number => {
    settleFields(buffer.bytes, fields, signs)
    let sum = 0
    for (let field = 0; field < fields.count; field += 1) sum += fields.ends[field]! - fields.starts[field]!
    return sum
  }
  const scan = (final: boolean): void => {
    while (inOrder) {
      const next = scanRecord(buffer.bytes, buffer.at, buffer.limit, final, signs, fields)
      if (next === noRecord) return
      if (next === unfinished) {
        if (buffer.waiting > longestWaited) fault()
        return
      }
      if (next < 0 || (next - buffer.at > longestRecord && contentOf() > longestInOrder)) fault()
      else buffer.at = next
    }
  }
  // Where no quote is near, records end where lines do, and no short line needs a look.
  const skipLines = (): boolean => {
    const waiting = buffer.bytes.subarray(buffer.at, buffer.limit)
    if (waiting.length > longestRecord || waiting.includes(quote)) return false
    buffer.at += Math.max(waiting.lastIndexOf(lineFeed), waiting.lastIndexOf(carriageReturn)) + 1
    return true
  }
  const look = (bytes: Uint8Array): void => {
    if (bytes.length === 0) return
    const quoteAt = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(quote)
    if (quoteAt >= 0) lastQuote = seen + quoteAt
    seen += bytes.length
    last = bytes.at(-1) ?? last
    wide.take(bytes)
    if (!inOrder) return
    buffer.add(bytes)
    if (!skipLines()) scan(false)
  }
  return {
    take: bytes => {
      const body = start.take(bytes)
      if (body !== null) look(body)
      return true
    },
    end: () => {
      look(start.rest())
      scan(true)
    },
    found: () => {
      const { skip, notes, refused } = start.found()
      const endsLine = last === lineFeed || last === carriageReturn
      return { skip, notes, refused: refused ?? wide.refused(), inOrder, faultAt, lastQuote, endsLine }
    },
  }
}
