import { countRanks } from '../numeric/column.js'
import { rankByTable, type RankedValues } from '../numeric/rank-by-table.js'

/** A sample by its distinct values: each once, ascending, with how often it occurs. */
export interface Tally {
  readonly values: Float64Array
  readonly counts: Uint32Array
}

/** A sample: its values one by one, or tallied. */
export type Sample = ArrayLike<number> | Tally

/** Whether a sample is tallied. */
export const isTally = (sample: Sample): sample is Tally => 'counts' in sample

/** How many values a sample has. */
export const sizeOf = (sample: Sample): number => {
  if (!isTally(sample)) return sample.length
  let size = 0
  for (let place = 0; place < sample.counts.length; place++) size += sample.counts[place]!
  return size
}

/** Tallies values that are known. Where few of them differ, as in days or scores, they are not sorted. */
export const tallyOf = (sample: Sample): Tally => {
  if (isTally(sample)) return sample
  const own = sample instanceof Float64Array ? sample : Float64Array.from(sample)
  const ranked = rankByTable(own)
  if (ranked === null) return tallySorted(own.slice().sort())
  return tallyRanked(ranked)
}

/** Tallies values that are ranked. */
export const tallyRanked = (ranked: RankedValues): Tally => tallyOfCounts(ranked.distinct, countRanks(ranked))

/** The tally of values, ascending, that were counted; those that do not occur are left out. */
export const tallyOfCounts = (values: Float64Array, counts: Uint32Array): Tally => {
  const isMet = (_: number, place: number): boolean => counts[place]! > 0
  return { values: values.filter(isMet), counts: counts.filter(isMet) }
}

const tallySorted = (sorted: Float64Array): Tally => {
  const values = new Float64Array(sorted.length)
  const counts = new Uint32Array(sorted.length)
  let distinct = 0
  for (let k = 0; k < sorted.length; k++) {
    if (k === 0 || sorted[k] !== sorted[k - 1]) values[distinct++] = sorted[k]! + 0
    counts[distinct - 1] = counts[distinct - 1]! + 1
  }
  return { values: values.subarray(0, distinct), counts: counts.subarray(0, distinct) }
}
