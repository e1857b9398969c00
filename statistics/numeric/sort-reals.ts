import { rankByTable } from './rank-by-table.js'

/** Values in ascending order (no NaN; -0 counts as 0). Where few of them differ, as in days or scores, they are counted: O(n). */
export const sortedReals = (values: ArrayLike<number>): Float64Array => {
  const own = values instanceof Float64Array ? values : Float64Array.from(values)
  const ranked = rankByTable(own)
  if (ranked === null) return own.slice().sort()
  const { distinct, rank } = ranked
  const counts = new Uint32Array(distinct.length)
  for (let row = 0; row < rank.length; row++) counts[rank[row]!] = counts[rank[row]!]! + 1
  const sorted = new Float64Array(own.length)
  let at = 0
  distinct.forEach((value, place) => {
    sorted.fill(value, at, (at += counts[place]!))
  })
  return sorted
}
