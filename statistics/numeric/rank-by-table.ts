/** Values counted off: the distinct ones ascending, and each row's place among them. */
export interface RankedValues {
  readonly distinct: Float64Array
  readonly rank: Uint32Array
}

// As many distinct values as a table within the processor's cache holds.
const MOST_IN_TABLE = 1 << 13

const scratch = new Float64Array(1)
const words = new Int32Array(scratch.buffer)

/** Ranks values by a hash table, 0 and -0 as one; null where they are too many for it. O(n). */
export const rankByTable = (values: Float64Array): RankedValues | null => {
  const n = values.length
  const most = Math.min(n, MOST_IN_TABLE)
  const table = new Float64Array(2 ** Math.ceil(Math.log2(2 * most + 1))).fill(Number.NaN)
  const slotRank = new Uint32Array(table.length)
  const rank = new Uint32Array(n)
  const distinct = new Float64Array(most)
  let count = 0
  for (let i = 0; i < n; i++) {
    const value = values[i]! + 0
    const slot = findSlot(table, value)
    rank[i] = slot
    if (table[slot] === value) continue
    if (count === most) return null
    table[slot] = value
    distinct[count++] = value
  }
  const sorted = distinct.slice(0, count).sort()
  for (let r = 0; r < count; r++) slotRank[findSlot(table, sorted[r]!)] = r
  for (let i = 0; i < n; i++) rank[i] = slotRank[rank[i]!]!
  return { distinct: sorted, rank }
}

// The place of a value in an open table: its own or the free one (NaN) where it belongs.
const findSlot = (table: Float64Array, value: number): number => {
  scratch[0] = value + 0
  const mask = table.length - 1
  let h = Math.imul(words[0]! ^ Math.imul(words[1]!, 0x85ebca6b), 0x9e3779b1)
  h ^= h >>> 15
  for (let slot = h & mask; ; slot = (slot + 1) & mask) {
    const own = table[slot]!
    if (own === value || own !== own) return slot
  }
}
