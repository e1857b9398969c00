import type { Pass } from '../files/pass.js'
import { RecordBuffer } from './record-buffer.js'
import { type ReadRecord, readRecord, type RecordReader } from './record-reader.js'

/**
 * A pass over a text in UTF-8 that hands on its records, one by one, behind the bytes that are skipped; what takes them says
 * whether it needs more.
 */
export const recordPass = (skip: number, read: RecordReader, taken: (record: ReadRecord) => boolean): Pass => {
  const buffer = new RecordBuffer()
  const record = readRecord()
  let [left, more] = [skip, true]
  const drain = (final: boolean): boolean => {
    while (more && read(buffer, final, record)) more = taken(record)
    return more
  }
  return {
    take: bytes => {
      const skipped = Math.min(left, bytes.length)
      left -= skipped
      buffer.add(bytes.subarray(skipped))
      return drain(false)
    },
    end: () => void drain(true),
  }
}
