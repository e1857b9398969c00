import { blockRows, type Codes, GrowingCodes } from '../codes.js'

/** Codes of rows with how many codes there may be. */
export interface CodedRows {
  readonly codes: ArrayLike<number>
  readonly distinct: number
}

/** The pairs of codes that rows have, numbered in the order of their first rows. */
export interface CombinedCodes {
  readonly codes: Codes
  readonly distinct: number
  /** The first row of each pair. */
  readonly firsts: readonly number[]
  readonly counts: readonly number[]
}

// A table of all pairs that there might be is small against the rows.
const mayBeListed = (pairs: number, rows: number): boolean => pairs <= Math.max(2 ** 16, 4 * rows)

/** Finds the number of a pair that a row has, or the slot that waits for it. */
type SlotOf = (left: number, right: number) => number

const listed = ({ distinct }: CodedRows): SlotOf => {
  return (left, right) => left * distinct + right
}

const hashed = (left: CodedRows, right: CodedRows, slots: Int32Array, firsts: readonly number[]): SlotOf => {
  const mask = slots.length - 1
  return (one, other) => {
    const mixed = Math.imul(Math.imul(one, 0x9e3779b1) ^ other, 0x85ebca6b)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    for (;;) {
      const known = slots[slot]!
      if (known === 0) return slot
      const row = firsts[known - 1]!
      if (left.codes[row] === one && right.codes[row] === other) return slot
      slot = (slot + 1) & mask
    }
  }
}

const powerAbove = (count: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, 2 * count)))

/** Numbers the pairs that two codes of each row make. */
export const combineCodes = (left: CodedRows, right: CodedRows, rows: number): CombinedCodes => {
  const firsts: number[] = []
  const counts: number[] = []
  const grown = new GrowingCodes(rows)
  const block = new Int32Array(Math.min(blockRows, rows))
  const pairs = left.distinct * right.distinct
  const direct = mayBeListed(pairs, rows)
  const slots = new Int32Array(direct ? pairs : powerAbove(rows))
  const slotOf = direct ? listed(right) : hashed(left, right, slots, firsts)
  for (let from = 0; from < rows; from += blockRows) {
    const own = block.subarray(0, Math.min(blockRows, rows - from))
    for (let at = 0; at < own.length; at += 1) {
      const row = from + at
      const slot = slotOf(left.codes[row]!, right.codes[row]!)
      let number = slots[slot]!
      if (number === 0) {
        number = firsts.push(row)
        counts.push(0)
        slots[slot] = number
      }
      own[at] = number - 1
      counts[number - 1]! += 1
    }
    grown.put(own, from, firsts.length)
  }
  return { codes: grown.codes, distinct: firsts.length, firsts, counts }
}
