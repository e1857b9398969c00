const WIDEST_DIGIT = 13

interface SortedPairs {
  readonly rows: Uint32Array
  readonly keys: Uint32Array
}

/** Reorders `order` stably by an unsigned 32-bit key per row. */
export const radixSortByWord = (order: Uint32Array, key: Uint32Array): void => {
  const keys = new Uint32Array(order.length)
  for (let i = 0; i < order.length; i++) keys[i] = key[order[i]!]!
  radixSortWithKeys(order, keys, 32)
}

/**
 * Sorts `keys`, of which only the lowest `bits` are used, and moves `order` along, both in place and stably: a radix
 * sort in as few digits of at most 13 bits as will do, each digit that never varies skipped.
 */
export const radixSortWithKeys = (order: Uint32Array, keys: Uint32Array, bits: number): void => {
  const n = order.length
  const passes = Math.ceil(bits / WIDEST_DIGIT)
  if (n === 0 || passes === 0) return
  const width = Math.ceil(bits / passes)
  const offset = new Uint32Array(1 << width)
  let from: SortedPairs = { rows: order, keys }
  let to: SortedPairs = { rows: new Uint32Array(n), keys: new Uint32Array(n) }
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * width
    countDigits(from.keys, shift, offset)
    if (offset[(from.keys[0]! >>> shift) & (offset.length - 1)] === n) continue
    countToOffsets(offset)
    dealByDigit(from.rows, from.keys, shift, offset, to.rows, to.keys)
    const spare = from
    from = to
    to = spare
  }
  if (from.rows === order) return
  order.set(from.rows)
  keys.set(from.keys)
}

const countDigits = (keys: Uint32Array, shift: number, counts: Uint32Array): void => {
  const mask = counts.length - 1
  counts.fill(0)
  for (let i = 0; i < keys.length; i++) {
    const digit = (keys[i]! >>> shift) & mask
    counts[digit] = counts[digit]! + 1
  }
}

/** Makes the place where each bucket begins of the number of rows in each. Gives the fullest one's. */
export const countToOffsets = (counts: Uint32Array): number => {
  let total = 0
  let most = 0
  for (let b = 0; b < counts.length; b++) {
    const count = counts[b]!
    if (count > most) most = count
    counts[b] = total
    total += count
  }
  return most
}

const dealByDigit = (
  rows: Uint32Array,
  keys: Uint32Array,
  shift: number,
  offset: Uint32Array,
  toRows: Uint32Array,
  toKeys: Uint32Array,
): void => {
  const mask = offset.length - 1
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!
    const digit = (key >>> shift) & mask
    const place = offset[digit]!
    offset[digit] = place + 1
    toRows[place] = rows[i]!
    toKeys[place] = key
  }
}

/**
 * Reorders `order` stably by ascending real values (no NaN; -0 counts as 0): small whole numbers are keys themselves,
 * others take two 32-bit radix sorts on order-preserving bit patterns.
 */
export const radixSortByReal = (order: Uint32Array, values: ArrayLike<number>): void => {
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

const wholeKeys = (values: ArrayLike<number>): Uint32Array | null => {
  const keys = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const key = values[i]! >>> 0
    if (key !== values[i]) return null
    keys[i] = key
  }
  return keys
}

/** 0, 1, ..., n - 1. */
export const identityOrder = (n: number): Uint32Array => {
  const order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  return order
}
