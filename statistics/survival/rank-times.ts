import { identityOrder, radixSortByReal } from '../numeric/radix-sort.js'
import { alignSortedTimes } from './align-times.js'

/** Times counted off: the distinct times ascending, those that differ by rounding made one, and each row's place. */
export interface RankedTimes {
  readonly distinct: Float64Array
  readonly rank: Uint32Array
}

// As many distinct times as a table within the processor's cache holds.
const MOST_IN_TABLE = 1 << 13

const scratch = new Float64Array(1)
const words = new Int32Array(scratch.buffer)

/**
 * Ranks times among their distinct values. Where these are few, as days and months are, only they are sorted and a
 * hash table gives each row its rank; otherwise the rows are sorted by radix. O(n) either way.
 */
export const rankTimes = (time: Float64Array): RankedTimes => {
  const { distinct, rank } = rankByTable(time) ?? rankBySorting(time)
  const aligned = distinct.slice()
  alignSortedTimes(aligned)
  const merged = new Uint32Array(distinct.length)
  let count = 0
  for (let r = 0; r < aligned.length; r++) {
    if (count === 0 || aligned[r] !== aligned[count - 1]) aligned[count++] = aligned[r]!
    merged[r] = count - 1
  }
  if (count < distinct.length) for (let i = 0; i < rank.length; i++) rank[i] = merged[rank[i]!]!
  return { distinct: aligned.slice(0, count), rank }
}

const rankByTable = (time: Float64Array): RankedTimes | null => {
  const n = time.length
  const most = Math.min(n, MOST_IN_TABLE)
  const table = new Float64Array(2 ** Math.ceil(Math.log2(2 * most + 1))).fill(Number.NaN)
  const slotRank = new Uint32Array(table.length)
  const rank = new Uint32Array(n)
  const distinct = new Float64Array(most)
  let count = 0
  for (let i = 0; i < n; i++) {
    const value = time[i]! + 0
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

const rankBySorting = (time: Float64Array): RankedTimes => {
  const n = time.length
  const order = identityOrder(n)
  radixSortByReal(order, time)
  const distinct = new Float64Array(n)
  const rank = new Uint32Array(n)
  let count = 0
  for (let k = 0; k < n; k++) {
    const value = time[order[k]!]! + 0
    if (count === 0 || value !== distinct[count - 1]) distinct[count++] = value
    rank[order[k]!] = count - 1
  }
  return { distinct: distinct.slice(0, count), rank }
}
