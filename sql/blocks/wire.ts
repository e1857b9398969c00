import type { PackedNumbers } from './packed-numbers.js'

// PostgreSQL's own numbers of the types of elements.
const typeOf = { int2: 21, int4: 23, text: 25, float8: 701 } as const

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

const headLength = 20

const withHead = (length: number, type: number, count: number, hasNull: boolean): Buffer => {
  const bytes = Buffer.allocUnsafe(headLength + length)
  const head = [1, Number(hasNull), type, count, 1]
  head.forEach((word, at) => bytes.writeInt32BE(word, at * 4))
  return bytes
}

const emptyArray = (type: number): Buffer => {
  const bytes = Buffer.alloc(12)
  bytes.writeInt32BE(type, 8)
  return bytes
}

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const count1 = (marks: Uint8Array | null): number => {
  let marked = 0
  if (marks !== null) for (let at = 0; at < marks.length; at += 1) marked += marks[at]!
  return marked
}

const smallArray = (values: Int16Array, absent: Uint8Array | null, nulls: number): Buffer => {
  const bytes = withHead(values.length * 6 - nulls * 2, typeOf.int2, values.length, nulls > 0)
  const view = viewOf(bytes)
  let at = headLength
  for (let index = 0; index < values.length; index += 1) {
    if (absent !== null && absent[index] === 1) {
      view.setInt32(at, -1)
      at += 4
      continue
    }
    view.setInt32(at, 2)
    view.setInt16(at + 4, values[index]!)
    at += 6
  }
  return bytes
}

const wholeArray = (values: Int32Array, absent: Uint8Array | null, nulls: number): Buffer => {
  const bytes = withHead(values.length * 8 - nulls * 4, typeOf.int4, values.length, nulls > 0)
  const view = viewOf(bytes)
  let at = headLength
  for (let index = 0; index < values.length; index += 1) {
    if (absent !== null && absent[index] === 1) {
      view.setInt32(at, -1)
      at += 4
      continue
    }
    view.setInt32(at, 4)
    view.setInt32(at + 4, values[index]!)
    at += 8
  }
  return bytes
}

const doubleArray = (values: Float64Array, absent: Uint8Array | null, nulls: number): Buffer => {
  const bytes = withHead(values.length * 12 - nulls * 8, typeOf.float8, values.length, nulls > 0)
  const view = viewOf(bytes)
  let at = headLength
  for (let index = 0; index < values.length; index += 1) {
    if (absent !== null && absent[index] === 1) {
      view.setInt32(at, -1)
      at += 4
      continue
    }
    view.setInt32(at, 8)
    view.setFloat64(at + 4, values[index]!)
    at += 12
  }
  return bytes
}

/** Packed numbers as an `int2[]`, an `int4[]` or a `float8[]`, in this order; the other two are null. */
export const wireNumbers = ({ values, absent }: PackedNumbers): readonly [Wire, Wire, Wire] => {
  const nulls = count1(absent)
  if (values instanceof Int16Array)
    return [values.length === 0 ? emptyArray(typeOf.int2) : smallArray(values, absent, nulls), null, null]
  if (values instanceof Int32Array) return [null, wholeArray(values, absent, nulls), null]
  return [null, null, doubleArray(values, absent, nulls)]
}

/** Texts as a `text[]`. */
export const wireTexts = (texts: readonly (string | null)[]): Buffer => {
  if (texts.length === 0) return emptyArray(typeOf.text)
  let length = 0
  let hasNull = false
  for (const text of texts) {
    length += 4
    if (text === null) hasNull = true
    else length += Buffer.byteLength(text)
  }
  const bytes = withHead(length, typeOf.text, texts.length, hasNull)
  let at = headLength
  for (const text of texts) {
    const written = text === null ? -1 : bytes.write(text, at + 4)
    bytes.writeInt32BE(written, at)
    at += 4 + Math.max(written, 0)
  }
  return bytes
}

/** The integer of four bytes. */
export const readInt = (bytes: Buffer): number => bytes.readInt32BE()

/** The text. */
export const readText = (bytes: Buffer): string => bytes.toString()

const countIn = (bytes: Buffer): number => (bytes.readInt32BE(0) === 0 ? 0 : bytes.readInt32BE(12))

type Unpacked = Pick<PackedNumbers, 'values' | 'absent'>

const readSmall = (bytes: Buffer): Unpacked => {
  const values = new Int16Array(countIn(bytes))
  const view = viewOf(bytes)
  const absent = values.length > 0 && bytes.readInt32BE(4) === 1 ? new Uint8Array(values.length) : null
  let at = headLength
  for (let index = 0; index < values.length; index += 1) {
    if (absent !== null && view.getInt32(at) < 0) {
      absent[index] = 1
      at += 4
      continue
    }
    values[index] = view.getInt16(at + 4)
    at += 6
  }
  return { values, absent }
}

const readWhole = (bytes: Buffer): Unpacked => {
  const values = new Int32Array(countIn(bytes))
  const view = viewOf(bytes)
  const absent = values.length > 0 && bytes.readInt32BE(4) === 1 ? new Uint8Array(values.length) : null
  let at = headLength
  for (let index = 0; index < values.length; index += 1) {
    if (absent !== null && view.getInt32(at) < 0) {
      absent[index] = 1
      at += 4
      continue
    }
    values[index] = view.getInt32(at + 4)
    at += 8
  }
  return { values, absent }
}

const readDouble = (bytes: Buffer): Unpacked => {
  const values = new Float64Array(countIn(bytes))
  const view = viewOf(bytes)
  const absent = values.length > 0 && bytes.readInt32BE(4) === 1 ? new Uint8Array(values.length) : null
  let at = headLength
  for (let index = 0; index < values.length; index += 1) {
    if (absent !== null && view.getInt32(at) < 0) {
      absent[index] = 1
      at += 4
      continue
    }
    values[index] = view.getFloat64(at + 4)
    at += 12
  }
  return { values, absent }
}

/** The numbers of whichever of the three arrays is there. */
export const readNumbers = ([small, whole, double]: readonly Wire[]): Unpacked => {
  if (small != null) return readSmall(small)
  if (whole != null) return readWhole(whole)
  if (double != null) return readDouble(double)
  throw new Error('a column without numbers')
}

/** The texts of a `text[]`. */
export const readTexts = (bytes: Buffer): readonly (string | null)[] => {
  const texts: (string | null)[] = []
  const count = countIn(bytes)
  let at = headLength
  for (let index = 0; index < count; index += 1) {
    const length = bytes.readInt32BE(at)
    at += 4
    texts.push(length < 0 ? null : bytes.toString('utf8', at, at + length))
    at += Math.max(length, 0)
  }
  return texts
}
