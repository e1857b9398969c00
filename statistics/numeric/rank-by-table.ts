import { findSlot, openTable } from './open-table.js'

/** Values counted off: the distinct ones ascending, and each row's place among them. */
export interface RankedValues {
  readonly distinct: Float64Array
  readonly rank: Uint32Array
}

// As many distinct values as a table within the processor's cache holds.
const MOST_IN_TABLE = 1 << 13

/** Ranks values by a hash table, 0 and -0 as one; null where they are too many for it. O(n). */
export const rankByTable = (values: Float64Array): RankedValues | null => {
  const n = values.length
  const most = Math.min(n, MOST_IN_TABLE)
  const table = openTable(most)
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
