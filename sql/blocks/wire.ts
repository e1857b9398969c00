import type { TextRun } from '../../harmonize/text-run.js'

/** PostgreSQL's own numbers of the types of elements. */
export const typeOf = { int2: 21, int4: 23, text: 25, float8: 701 } as const

/** A value in PostgreSQL's binary form, or null. */
export type Wire = Buffer | null

/** A text, also one of JSON, as PostgreSQL takes it. */
export const wireText = (text: string): Buffer => Buffer.from(text)

/** An integer of four bytes. */
export const wireInt = (value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32BE(value)
  return bytes
}

/** An integer of eight bytes. */
export const wireBigint = (value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}

/** How long the head of an array is. */
export const headLength = 20

/** An array's bytes with its head: the type of its elements, how many there are, and whether some are null. */
export const withHead = (length: number, type: number, count: number, hasNull: boolean): Buffer => {
  const bytes = Buffer.allocUnsafe(headLength + length)
  const head = [1, Number(hasNull), type, count, 1]
  head.forEach((word, at) => bytes.writeInt32BE(word, at * 4))
  return bytes
}

/** An array of no elements. */
export const emptyArray = (type: number): Buffer => {
  const bytes = Buffer.alloc(12)
  bytes.writeInt32BE(type, 8)
  return bytes
}

/** How many elements an array has. */
export const countIn = (bytes: Buffer): number => (bytes.readInt32BE(0) === 0 ? 0 : bytes.readInt32BE(12))

/** The integer of four bytes. */
export const readInt = (bytes: Buffer): number => bytes.readInt32BE()

/** The text. */
export const readText = (bytes: Buffer): string => bytes.toString()

const writeLength = (bytes: Uint8Array, at: number, length: number): void => {
  bytes[at] = length >>> 24
  bytes[at + 1] = length >>> 16
  bytes[at + 2] = length >>> 8
  bytes[at + 3] = length
}

const lengthAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

// Fewer bytes are moved one by one sooner than by a call.
const fewBytes = 24

const moveDown = (bytes: Uint8Array, from: number, to: number, length: number): void => {
  if (length > fewBytes) bytes.copyWithin(to, from, from + length)
  else for (let at = 0; at < length; at += 1) bytes[to + at] = bytes[from + at]!
}

/**
 * Texts of one byte a sign, joined, each behind a beginning: they are written at once behind their places, and each moves
 * down to its own; null is -1 long.
 */
const wireAscii = ({ joined, lengths }: TextRun, beginning: string, hasNull: boolean): Buffer => {
  const first = Buffer.from(beginning, 'latin1')
  const places = (4 + first.length) * lengths.length
  const bytes = withHead(places + joined.length, typeOf.text, lengths.length, hasNull)
  let from = headLength + places
  let at = headLength
  bytes.write(joined, from, 'latin1')
  for (let index = 0; index < lengths.length; index += 1) {
    const length = lengths[index]!
    writeLength(bytes, at, length < 0 ? length : first.length + length)
    at += 4
    if (length < 0) continue
    for (let sign = 0; sign < first.length; sign += 1) bytes[at + sign] = first[sign]!
    at += first.length
    moveDown(bytes, from, at, length)
    at += length
    from += length
  }
  return bytes
}

const wireAny = (texts: readonly (string | null)[], length: number, hasNull: boolean): Buffer => {
  const bytes = withHead(4 * texts.length + length, typeOf.text, texts.length, hasNull)
  let at = headLength
  for (const text of texts) {
    const written = text === null ? -1 : bytes.write(text, at + 4)
    writeLength(bytes, at, written)
    at += 4 + Math.max(written, 0)
  }
  return bytes
}

/** Texts as a `text[]`. */
export const wireTexts = (texts: readonly (string | null)[]): Buffer => {
  if (texts.length === 0) return emptyArray(typeOf.text)
  const hasNull = texts.includes(null)
  const joined = texts.join('')
  const length = Buffer.byteLength(joined)
  if (length === joined.length)
    return wireAscii(
      { joined, lengths: Int32Array.from(texts, text => (text === null ? -1 : text.length)) },
      '',
      hasNull,
    )
  // A sign whose halves stand in two texts is none in either.
  const apart = texts.reduce((sum, text) => sum + (text === null ? 0 : Buffer.byteLength(text)), 0)
  return wireAny(texts, apart, hasNull)
}

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length

/** Joined texts, each behind a beginning, as a `text[]`. */
export const wireTextRun = (run: TextRun, beginning = ''): Buffer => {
  if (run.lengths.length > 0 && isAscii(beginning) && isAscii(run.joined)) return wireAscii(run, beginning, false)
  let at = 0
  return wireTexts(Array.from(run.lengths, length => beginning + run.joined.slice(at, (at += length))))
}

// Texts are read some at a time. Who keeps one keeps what was read with it, so that is not much.
const bytesAtOnce = 1_024

/** The texts of a `text[]`. */
export const readTexts = (bytes: Buffer): readonly (string | null)[] => {
  const count = countIn(bytes)
  const texts = new Array<string | null>(count)
  let start = headLength
  let first = 0
  while (first < count) {
    let end = start
    let next = first
    for (; next < count && (end - start < bytesAtOnce || next === first); next += 1)
      end += 4 + Math.max(lengthAt(bytes, end), 0)
    const piece = bytes.toString('utf8', start, end)
    // Where signs take several bytes, or lengths are no signs, each text is read by itself.
    const isPlain = piece.length === end - start
    for (let at = start; first < next; first += 1) {
      const length = lengthAt(bytes, at)
      at += 4
      if (length < 0) texts[first] = null
      else {
        texts[first] = isPlain ? piece.slice(at - start, at - start + length) : bytes.toString('utf8', at, at + length)
        at += length
      }
    }
    start = end
  }
  return texts
}
