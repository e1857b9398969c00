import type { Passes } from '../files/pass.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { utf8Pieces } from '../encoding/utf8-pieces.js'
import { Unreadable } from '../errors.js'
import { told } from '../../words/told.js'
import { faultWords, tooLong } from './csv-faults.js'
import { recordsInOrder, type RecordReader } from './record-reader.js'
import { recoveredRecords } from './recovered-records.js'
import type { CsvSigns } from './scan-record.js'
import type { TextLook } from './text-look.js'

/** How a text is written. */
export interface CsvWriting {
  readonly encoding: Encoding
  readonly signs: CsvSigns
  readonly delimiter: string
  readonly headerRow: number
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d]

// Only where a text is refused that has no quote at all: then its records are its lines.
const lineOf = function* (encoding: Encoding, { skip, faultAt }: TextLook): Passes<number> {
  let [at, line, before] = [-skip, 1, 0]
  yield utf8Pieces(encoding, {
    take: bytes => {
      for (const byte of bytes) {
        if (at >= faultAt) return false
        if (at >= 0 && (byte === carriageReturn || (byte === lineFeed && before !== carriageReturn))) line += 1
        before = byte
        at += 1
      }
      return true
    },
    end: () => undefined,
  })
  return line
}

/** How the records of a text are read after a look at it; a text that is no table refuses itself here. */
export const recordsOf = function* (
  look: TextLook,
  { encoding, signs, delimiter, headerRow }: CsvWriting,
): Passes<() => RecordReader> {
  if (look.refused !== null) throw look.refused
  if (look.inOrder) return () => recordsInOrder(signs)
  if (look.lastQuote < 0) {
    throw new Unreadable(told`${faultWords(tooLong)} (line ${yield* lineOf(encoding, look)})`)
  }
  return () => recoveredRecords(signs, delimiter, headerRow, look.lastQuote)
}
