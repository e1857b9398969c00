import type { PackedNumbers } from './packed-numbers.js'
import { countIn, emptyArray, headLength, typeOf, type Wire, withHead } from './wire.js'

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
