import { blockRows, type Codes, GrowingCodes } from '../codes.js'

/** Codes of rows with how many codes there may be. */
export interface CodedRows {
  readonly codes: Codes
  readonly distinct: number
}

/** Codes of rows that are kept nowhere: those of some rows at a time are made when they are asked for. */
export interface MadeCodes {
  readonly distinct: number
  /** Puts the codes of the rows from one on into an array, of a block's rows at most. */
  put(from: number, into: Int32Array): void
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

const powerAbove = (count: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, 2 * count)))

const put = (of: CodedRows | MadeCodes, from: number, into: Int32Array): void => {
  if ('put' in of) of.put(from, into)
  else into.set(of.codes.subarray(from, from + into.length))
}

/** Numbers the pairs that two codes of each row make, in the order in which they are met. */
class PairNumbers implements MadeCodes {
  private readonly lefts: number[] = []
  private readonly rights: number[] = []
  private readonly isListed: boolean
  private readonly slots: Int32Array
  private readonly beside: Int32Array

  constructor(
    private readonly left: CodedRows | MadeCodes,
    private readonly right: CodedRows | MadeCodes,
    rows: number,
  ) {
    const pairs = left.distinct * right.distinct
    this.isListed = mayBeListed(pairs, rows)
    this.slots = new Int32Array(this.isListed ? pairs : powerAbove(rows))
    this.beside = new Int32Array(Math.min(blockRows, rows))
  }

  /** How many pairs were met. */
  get distinct(): number {
    return this.lefts.length
  }

  put(from: number, into: Int32Array): void {
    const { left, right, slots, lefts, rights } = this
    const beside = this.beside.subarray(0, into.length)
    put(left, from, into)
    put(right, from, beside)
    for (let at = 0; at < into.length; at += 1) {
      const [one, other] = [into[at]!, beside[at]!]
      const slot = this.slotOf(one, other)
      if (slots[slot] === 0) {
        slots[slot] = lefts.push(one)
        rights.push(other)
      }
      into[at] = slots[slot]! - 1
    }
  }

  /** Where the number of a pair stands, or waits to be. */
  private slotOf(one: number, other: number): number {
    const { slots, lefts, rights, right } = this
    if (this.isListed) return one * right.distinct + other
    const mask = slots.length - 1
    const mixed = Math.imul(Math.imul(one, 0x9e3779b1) ^ other, 0x85ebca6b)
    for (let slot = (mixed ^ (mixed >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const known = slots[slot]! - 1
      if (known === -1 || (lefts[known] === one && rights[known] === other)) return slot
    }
  }
}

/** Hands on some rows' numbers of pairs after the others', written over by the next. */
const eachBlock = (pairs: PairNumbers, rows: number, take: (numbers: Int32Array, from: number) => void): void => {
  const block = new Int32Array(Math.min(blockRows, rows))
  for (let from = 0; from < rows; from += blockRows) {
    const numbers = block.subarray(0, Math.min(blockRows, rows - from))
    pairs.put(from, numbers)
    take(numbers, from)
  }
}

/** Numbers the pairs that two codes of each row make; the rows' numbers are not kept. */
export const pairsOfRows = (left: CodedRows, right: CodedRows, rows: number): MadeCodes => {
  const pairs = new PairNumbers(left, right, rows)
  eachBlock(pairs, rows, () => undefined)
  return pairs
}

/** Numbers the pairs that two codes of each row make. */
export const combineCodes = (left: CodedRows, right: CodedRows | MadeCodes, rows: number): CombinedCodes => {
  const firsts: number[] = []
  const counts: number[] = []
  const grown = new GrowingCodes(rows)
  const pairs = new PairNumbers(left, right, rows)
  eachBlock(pairs, rows, (numbers, from) => {
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at]!
      if (number === firsts.length) {
        firsts.push(from + at)
        counts.push(0)
      }
      counts[number]! += 1
    }
    grown.put(numbers, from, pairs.distinct)
  })
  return { codes: grown.codes, distinct: pairs.distinct, firsts, counts }
}
