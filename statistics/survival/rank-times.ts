import { type Column, isRanked } from '../numeric/column.js'
import { identityOrder, radixSortByReal } from '../numeric/radix-sort.js'
import { rankByTable, type RankedValues } from '../numeric/rank-by-table.js'
import { alignSortedTimes } from './align-times.js'

/**
 * Ranks times among their distinct values. Where these are few, as days and months are, only they are sorted and a
 * hash table gives each row its rank; otherwise the rows are sorted by radix. O(n) either way. Of times that are ranked
 * already, those that differ by rounding are made one; the ranks may be the column's own.
 */
export const rankTimes = (time: Column): RankedValues => {
  const { distinct, rank } = isRanked(time) ? time : (rankByTable(time) ?? rankBySorting(time))
  const aligned = distinct.slice()
  alignSortedTimes(aligned)
  const merged = new Uint32Array(distinct.length)
  let count = 0
  for (let r = 0; r < aligned.length; r++) {
    if (count === 0 || aligned[r] !== aligned[count - 1]) aligned[count++] = aligned[r]!
    merged[r] = count - 1
  }
  return {
    distinct: aligned.slice(0, count),
    rank: count === distinct.length ? rank : rank.map(place => merged[place]!),
  }
}

const rankBySorting = (time: Float64Array): RankedValues => {
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
