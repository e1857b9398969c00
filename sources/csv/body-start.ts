import { Unreadable } from '../errors.js'
import type { Told } from '../../words/told.js'
import { dropSeparatorLine } from './separator-line.js'

/** Where the records of a text begin, and what is worth knowing of what stands before them. */
export interface BodyStart {
  readonly skip: number
  readonly notes: readonly Told[]
  readonly refused: Unreadable | null
}

// A line that names the delimiter is looked for in the first 32 signs, each of at most three bytes but for rare ones.
const enough = 160
const mark = Buffer.from('\uFEFF')

const markAt = (bytes: Buffer, at: number): number =>
  bytes.subarray(at, at + mark.length).equals(mark) ? at + mark.length : at

const startOf = (head: Buffer, delimiter: string, headerRows: readonly number[]): BodyStart => {
  const text = head.toString()
  try {
    const body = dropSeparatorLine(text, delimiter, headerRows)
    const dropped = Buffer.byteLength(text.slice(0, text.length - body.text.length))
    return { skip: markAt(head, dropped), notes: body.notes, refused: null }
  } catch (error) {
    if (error instanceof Unreadable) return { skip: 0, notes: [], refused: error }
    throw error
  }
}

/** Holds the first bytes of a text back until it is known where its records begin. */
export const bodyStart = (delimiter: string, headerRows: readonly number[]) => {
  let head: Buffer | null = Buffer.alloc(0)
  let start: BodyStart = { skip: 0, notes: [], refused: null }
  const settle = (bytes: Buffer): Uint8Array => {
    head = null
    start = startOf(bytes, delimiter, headerRows)
    return bytes.subarray(start.skip)
  }
  return {
    /** The bytes of records among those taken so far; null where that is not known yet. */
    take: (bytes: Uint8Array): Uint8Array | null => {
      if (head === null) return bytes
      head = Buffer.concat([head, bytes])
      return head.length < enough ? null : settle(head)
    },
    /** What is still held back at the end. */
    rest: (): Uint8Array => (head === null ? new Uint8Array() : settle(head)),
    found: (): BodyStart => start,
  }
}
