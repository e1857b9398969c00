import type { Told } from '../../words/told.js'
import { faultWords } from './csv-faults.js'
import type { RecordBuffer } from './record-buffer.js'
import {
  type CsvSigns,
  noRecord,
  type RecordFields,
  recordFields,
  scanRecord,
  settleFields,
  unfinished,
} from './scan-record.js'

/** A record as it was read: its fields in bytes, or why they cannot be separated. It is filled anew for each. */
export interface ReadRecord {
  bytes: Buffer
  readonly fields: RecordFields
  fault: Told | null
}

/** Reads the next record of a buffer; false where there is none, or not yet. */
export type RecordReader = (buffer: RecordBuffer, final: boolean, into: ReadRecord) => boolean

/** Room for a record. */
export const readRecord = (): ReadRecord => ({ bytes: Buffer.alloc(0), fields: recordFields(), fault: null })

/** Reads the records of a text whose quotes are known to be in order. */
export const recordsInOrder =
  (signs: CsvSigns): RecordReader =>
  (buffer, final, into) => {
    const next = scanRecord(buffer.bytes, buffer.at, buffer.limit, final, signs, into.fields)
    if (next === unfinished || next === noRecord) return false
    into.bytes = buffer.bytes
    into.fault = null
    if (next < 0) {
      // The bytes are no longer those that were looked at; whoever reads them compares the file with itself at the end.
      into.fault = faultWords(next)
      into.fields.count = 0
      buffer.at = buffer.limit
      return true
    }
    settleFields(buffer.bytes, into.fields, signs)
    buffer.at = next
    return true
  }
