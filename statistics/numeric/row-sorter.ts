import { identityOrder } from './radix-sort.js'

const DIGIT_BITS = 11
const BUCKETS = 1 << DIGIT_BITS
const SIGN = -0x80000000
const SHORT_RUN = 32

/**
 * Sorts rows by several columns, the least important first, each time stably: a radix sort of 11-bit digits in memory
 * that is allocated once, 16 bytes per row.
 */
export class RowSorter {
  /** The rows in their order so far. */
  order: Uint32Array
  private spareOrder: Uint32Array
  private keys: Int32Array
  private spareKeys: Int32Array
  private readonly keyMemory: ArrayBuffer
  private readonly offset = new Int32Array(BUCKETS)

  constructor(n: number) {
    this.order = identityOrder(n)
    this.spareOrder = new Uint32Array(n)
    this.keyMemory = new ArrayBuffer(8 * n)
    this.keys = new Int32Array(this.keyMemory, 0, n)
    this.spareKeys = new Int32Array(this.keyMemory, 4 * n, n)
  }

  /** Memory for other use when no more is to be sorted: one number and 8 bytes per row. */
  get spare(): { readonly words: Uint32Array; readonly memory: ArrayBuffer } {
    return { words: this.spareOrder, memory: this.keyMemory }
  }

  /** Sorts by whole numbers of at most 32 bits. */
  byCode(codes: Int32Array | Uint8Array): void {
    gatherCodes(codes, this.order, this.keys)
    this.byKeys(0, this.order.length)
  }

  /**
   * Sorts by real values (no NaN; -0 counts as 0). Their upper 32 bits are sorted first; only rows that agree in them
   * look at the lower ones.
   */
  byReal(values: Float64Array): void {
    const n = this.order.length
    const words = new Int32Array(values.buffer, values.byteOffset, 2 * n)
    gatherUpper(words, this.order, this.keys)
    this.byKeys(0, n)
    for (let from = 0, to = 0; from < n; from = to) {
      to = endOfRun(this.keys, from)
      if (to - from <= SHORT_RUN) insertByLower(words, this.order, from, to)
      else this.settleLongRun(words, from, to)
    }
  }

  private settleLongRun(words: Int32Array, from: number, to: number): void {
    const upper = this.keys[from]!
    for (let k = from; k < to; k++) this.keys[k] = lowerKey(words, this.order[k]!)
    this.byKeys(from, to)
    this.keys.fill(upper, from, to)
  }

  // Reorders the rows at some places, and their keys with them, by key.
  private byKeys(from: number, to: number): void {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      const { order, keys, spareOrder, spareKeys, offset } = this
      if (!countDigits(keys, from, to, shift, offset)) continue
      moveByDigit(order, keys, spareOrder, spareKeys, from, to, shift, offset)
      if (to - from < order.length) {
        order.set(spareOrder.subarray(from, to), from)
        keys.set(spareKeys.subarray(from, to), from)
        continue
      }
      this.order = spareOrder
      this.spareOrder = order
      this.keys = spareKeys
      this.spareKeys = keys
    }
  }
}

// Keys are 32-bit patterns that ascend as numbers without a sign, kept in signed words: those are never boxed.
const gatherCodes = (codes: Int32Array | Uint8Array, order: Uint32Array, keys: Int32Array): void => {
  for (let k = 0; k < keys.length; k++) keys[k] = codes[order[k]!]! ^ SIGN
}

const gatherUpper = (words: Int32Array, order: Uint32Array, keys: Int32Array): void => {
  for (let k = 0; k < keys.length; k++) {
    const row = order[k]!
    const upper = words[2 * row + 1]!
    // Negative patterns are turned round, the others come after them; -0 is 0.
    keys[k] = upper >= 0 ? upper ^ SIGN : upper === SIGN && words[2 * row] === 0 ? SIGN : ~upper
  }
}

const lowerKey = (words: Int32Array, row: number): number => {
  const lower = words[2 * row]!
  const upper = words[2 * row + 1]!
  return upper < 0 && (upper !== SIGN || lower !== 0) ? ~lower : lower
}

const endOfRun = (keys: Int32Array, from: number): number => {
  let to = from + 1
  while (to < keys.length && keys[to] === keys[from]) to++
  return to
}

const insertByLower = (words: Int32Array, order: Uint32Array, from: number, to: number): void => {
  for (let k = from + 1; k < to; k++) {
    const row = order[k]!
    const key = lowerKey(words, row) ^ SIGN
    let place = k
    for (; place > from && (lowerKey(words, order[place - 1]!) ^ SIGN) > key; place--) order[place] = order[place - 1]!
    order[place] = row
  }
}

// Where each digit's rows begin; false when all have the same digit. The sign comes twice in the last one: no matter.
const countDigits = (keys: Int32Array, from: number, to: number, shift: number, offset: Int32Array): boolean => {
  offset.fill(0)
  for (let k = from; k < to; k++) {
    const digit = (keys[k]! >> shift) & (BUCKETS - 1)
    offset[digit] = offset[digit]! + 1
  }
  if (from === to || offset[(keys[from]! >> shift) & (BUCKETS - 1)] === to - from) return false
  let total = from
  for (let digit = 0; digit < BUCKETS; digit++) {
    const count = offset[digit]!
    offset[digit] = total
    total += count
  }
  return true
}

const moveByDigit = (
  order: Uint32Array,
  keys: Int32Array,
  toOrder: Uint32Array,
  toKeys: Int32Array,
  from: number,
  to: number,
  shift: number,
  offset: Int32Array,
): void => {
  for (let k = from; k < to; k++) {
    const key = keys[k]!
    const digit = (key >> shift) & (BUCKETS - 1)
    const place = offset[digit]!
    offset[digit] = place + 1
    toOrder[place] = order[k]!
    toKeys[place] = key
  }
}
