const DIGIT_BITS = 11
const BUCKETS = 1 << DIGIT_BITS

/**
 * Reorders `order` stably by an unsigned 32-bit key a row: a radix sort of 11-bit digits, each digit that never
 * varies skipped.
 */
export function radixSortByWord(order: Uint32Array, key: Uint32Array): void {
  const n = order.length
  let from: Uint32Array = order
  let keys: Uint32Array = new Uint32Array(n)
  for (let i = 0; i < n; i++) keys[i] = key[order[i]!]!
  let to: Uint32Array = new Uint32Array(n)
  let toKeys: Uint32Array = new Uint32Array(n)
  const offset = new Uint32Array(BUCKETS)
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    offset.fill(0)
    for (let i = 0; i < n; i++) {
      const digit = (keys[i]! >>> shift) & (BUCKETS - 1)
      offset[digit]! += 1
    }
    if (offset[(keys[0]! >>> shift) & (BUCKETS - 1)] === n) continue
    let total = 0
    for (let b = 0; b < BUCKETS; b++) {
      const count = offset[b]!
      offset[b] = total
      total += count
    }
    for (let i = 0; i < n; i++) {
      const word = keys[i]!
      const digit = (word >>> shift) & (BUCKETS - 1)
      const place = offset[digit]!
      offset[digit] = place + 1
      to[place] = from[i]!
      toKeys[place] = word
    }
    const spare = from
    from = to
    to = spare
    const spareKeys = keys
    keys = toKeys
    toKeys = spareKeys
  }
  if (from !== order) order.set(from)
}

/**
 * Reorders `order` stably by ascending real values (no NaN; -0 counts as 0): small whole numbers are keys themselves,
 * others take two 32-bit radix sorts on order-preserving bit patterns.
 */
export function radixSortByReal(order: Uint32Array, values: ArrayLike<number>): void {
  if (order.length === 0) return
  const whole = wholeKeys(values)
  if (whole !== null) {
    radixSortByWord(order, whole)
    return
  }
  const n = values.length
  const low = new Uint32Array(n)
  const high = new Uint32Array(n)
  const scratch = new Float64Array(1)
  const words = new Uint32Array(scratch.buffer)
  for (let i = 0; i < n; i++) {
    scratch[0] = values[i]! + 0
    const negative = words[1]! >>> 31 === 1
    low[i] = negative ? ~words[0]! : words[0]!
    high[i] = negative ? ~words[1]! : words[1]! | 0x80000000
  }
  radixSortByWord(order, low)
  radixSortByWord(order, high)
}

function wholeKeys(values: ArrayLike<number>): Uint32Array | null {
  const keys = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const key = values[i]! >>> 0
    if (key !== values[i]) return null
    keys[i] = key
  }
  return keys
}

/** 0, 1, ..., n - 1. */
export function identityOrder(n: number): Uint32Array {
  const order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  return order
}
