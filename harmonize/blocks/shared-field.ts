import { type Codes, codesFor } from '../codes.js'
import type { SharedField } from '../shared-columns.js'
import type { BlockField } from './block-rows.js'
import type { FieldValues } from './field-values.js'
import type { MovedRows } from './moved-rows.js'

/** Puts the values of several blocks into one field of shared rows, a part of the rows at a time. */
export interface FieldMaker {
  /** Takes rows of a block. */
  readonly take: (own: BlockField, moved: MovedRows) => void
  /** Ends a part, whose rows are so many from the first on. */
  readonly endPart: (first: number, count: number) => void
  readonly finish: () => SharedField
}

// Alike but for the kind of array: a loop that meets one kind alone is several times as fast.
const putBytes = (codes: Uint8Array, numbers: Int32Array, { count, from, to }: MovedRows, part: Int32Array): void => {
  for (let row = 0; row < count; row += 1) part[to[row]!] = numbers[codes[from[row]!]!]!
}

const putHalves = (codes: Uint16Array, numbers: Int32Array, { count, from, to }: MovedRows, part: Int32Array): void => {
  for (let row = 0; row < count; row += 1) part[to[row]!] = numbers[codes[from[row]!]!]!
}

const putWords = (codes: Int32Array, numbers: Int32Array, { count, from, to }: MovedRows, part: Int32Array): void => {
  for (let row = 0; row < count; row += 1) part[to[row]!] = numbers[codes[from[row]!]!]!
}

const putOne = (number: number, { count, to }: MovedRows, part: Int32Array): void => {
  for (let row = 0; row < count; row += 1) part[to[row]!] = number
}

const put = (codes: Codes | null, numbers: Int32Array, moved: MovedRows, part: Int32Array): void => {
  if (codes === null) putOne(numbers[0]!, moved, part)
  else if (codes instanceof Uint8Array) putBytes(codes, numbers, moved, part)
  else if (codes instanceof Uint16Array) putHalves(codes, numbers, moved, part)
  else putWords(codes, numbers, moved, part)
}

/** Starts a field of so many rows, of which a part has no more than `most`. */
export const fieldMaker = ({ values, numbers }: FieldValues, count: number, most: number): FieldMaker => {
  const codes = codesFor(values.length, count)
  const part = new Int32Array(most)
  return {
    take: (own, moved) => put(own.codes, numbers.get(own)!, moved, part),
    endPart: (first, length) => {
      codes.set(part.subarray(0, length), first)
      part.fill(0, 0, length)
    },
    finish: () => ({ codes, values }),
  }
}
