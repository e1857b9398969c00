import { identityOrder } from './radix-sort.js'

const DIGIT_BITS = 11
const BUCKETS = 1 << DIGIT_BITS
const SIGN = 0x80000000
const SHORT_RUN = 32

/**
 * Sorts rows by several columns, the least important first, each time stably: a radix sort of 11-bit digits in memory
 * that is allocated once, 16 bytes a row.
 */
export class RowSorter {
  /** The rows in their order so far. */
  order: Uint32Array
  private spareOrder: Uint32Array
  private keys: Uint32Array
  private spareKeys: Uint32Array
  private readonly keyMemory: ArrayBuffer
  private readonly offset = new Uint32Array(BUCKETS)

  constructor(n: number) {
    this.order = identityOrder(n)
    this.spareOrder = new Uint32Array(n)
    this.keyMemory = new ArrayBuffer(8 * n)
    this.keys = new Uint32Array(this.keyMemory, 0, n)
    this.spareKeys = new Uint32Array(this.keyMemory, 4 * n, n)
  }

  /** Memory for other use when no more is to be sorted: a number a row, and 8 bytes a row. */
  get spare(): { readonly words: Uint32Array; readonly memory: ArrayBuffer } {
    return { words: this.spareOrder, memory: this.keyMemory }
  }

  /** Sorts by whole numbers of at most 32 bits. */
  byCode(codes: Int32Array | Uint8Array): void {
    const { order, keys } = this
    for (let k = 0; k < order.length; k++) keys[k] = (codes[order[k]!]! ^ SIGN) >>> 0
    this.byKeys(0, order.length)
  }

  /**
   * Sorts by real values (no NaN; -0 counts as 0). Their upper 32 bits are sorted first; only rows that agree in them
   * look at the lower ones.
   */
  byReal(values: Float64Array): void {
    const n = this.order.length
    const words = new Uint32Array(values.buffer, values.byteOffset, 2 * n)
    for (let k = 0; k < n; k++) this.keys[k] = upperKey(words, this.order[k]!)
    this.byKeys(0, n)
    for (let from = 0; from < n;) {
      let to = from + 1
      while (to < n && this.keys[to] === this.keys[from]) to++
      if (to - from > 1) this.settleRun(words, from, to)
      from = to
    }
  }

  private settleRun(words: Uint32Array, from: number, to: number): void {
    const { order } = this
    if (to - from > SHORT_RUN) {
      const upper = this.keys[from]!
      for (let k = from; k < to; k++) this.keys[k] = lowerKey(words, order[k]!)
      this.byKeys(from, to)
      this.keys.fill(upper, from, to)
      return
    }
    for (let k = from + 1; k < to; k++) {
      const row = order[k]!
      const key = lowerKey(words, row)
      let place = k
      for (; place > from && lowerKey(words, order[place - 1]!) > key; place--) order[place] = order[place - 1]!
      order[place] = row
    }
  }

  // Reorders the rows at some places, and their keys with them, by key.
  private byKeys(from: number, to: number): void {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      const { order, keys, spareOrder, spareKeys, offset } = this
      offset.fill(0)
      for (let k = from; k < to; k++) offset[(keys[k]! >>> shift) & (BUCKETS - 1)]!++
      if (from === to || offset[(keys[from]! >>> shift) & (BUCKETS - 1)] === to - from) continue
      let total = from
      for (let b = 0; b < BUCKETS; b++) {
        const count = offset[b]!
        offset[b] = total
        total += count
      }
      for (let k = from; k < to; k++) {
        const key = keys[k]!
        const place = offset[(key >>> shift) & (BUCKETS - 1)]!++
        spareOrder[place] = order[k]!
        spareKeys[place] = key
      }
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

// Bit patterns that ascend with the values: negative ones are turned round, the others come after them.
function upperKey(words: Uint32Array, row: number): number {
  const upper = words[2 * row + 1]!
  if (upper < SIGN) return (upper | SIGN) >>> 0
  return upper === SIGN && words[2 * row] === 0 ? SIGN : ~upper >>> 0
}

function lowerKey(words: Uint32Array, row: number): number {
  const lower = words[2 * row]!
  return words[2 * row + 1]! > SIGN || (words[2 * row + 1] === SIGN && lower !== 0) ? ~lower >>> 0 : lower
}
