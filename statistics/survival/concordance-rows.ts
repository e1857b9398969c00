import { RowSorter } from '../numeric/row-sorter.js'
import { alignSortedTimes } from './align-times.js'

/** Scores (a higher one should mean a shorter time) and the times to event that they are compared with. */
export interface ConcordanceInput {
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly score: Float64Array
  readonly start?: Float64Array
  readonly strata?: Int32Array
  readonly weights?: Float64Array
  readonly clusters?: Int32Array
}

/** Rows sorted by stratum, time and score; a place is a position in that order. */
export interface ConcordanceRows {
  /** Row at each place. */
  readonly order: Uint32Array
  /** The first place of each stratum, then the number of rows. */
  readonly stratumStart: readonly number[]
  /** For each row, how many distinct times come before its own. */
  readonly timeRank: Int32Array
  /** For each place, how many distinct scores of its stratum come before its own. */
  readonly scoreRank: Uint32Array
  /** How many distinct scores the stratum with most of them has. */
  readonly mostRanks: number
  /** By place: 1 where the row ends in an event, and its weight (null: 1). */
  readonly event: Uint8Array
  readonly weight: Float64Array | null
  readonly entry: Entries | null
  /** 8 bytes a row that are free for use. */
  readonly memory: ArrayBuffer
}

/** Delayed entry. */
export interface Entries {
  /** The places in the order of stratum and start. */
  readonly places: Uint32Array
  /** The start at each place. */
  readonly start: Float64Array
  /** The distinct times, ascending. */
  readonly time: Float64Array
}

/**
 * Sorts rows for counting pairs, the least important column first. Rows that tie in all that counts are put in order
 * by what else there is, so that sums are the same, bit for bit, whatever the order of the file.
 */
export function sortForConcordance(input: ConcordanceInput): ConcordanceRows {
  const n = input.time.length
  const sorter = new RowSorter(n)
  const { timeRank, distinct } = rankTimes(sorter, input)
  if (input.clusters !== undefined) sorter.byCode(input.clusters)
  if (input.weights !== undefined) sorter.byReal(input.weights)
  if (input.start !== undefined) sorter.byReal(input.start)
  sorter.byCode(input.event)
  sorter.byReal(input.score)
  if (input.strata !== undefined) sorter.byCode(input.strata)
  const { rank, mostRanks } = rankScores(sorter.order, input)
  sorter.byCode(timeRank)
  if (input.strata !== undefined) sorter.byCode(input.strata)
  const { order, spare } = sorter
  const scoreRank = spare.words
  const event = new Uint8Array(n)
  for (let k = 0; k < n; k++) {
    scoreRank[k] = rank[order[k]!]!
    event[k] = input.event[order[k]!] === 0 ? 0 : 1
  }
  return {
    order,
    stratumStart: strataOf(order, input.strata),
    timeRank,
    scoreRank,
    mostRanks,
    event,
    weight: input.weights === undefined ? null : gather(input.weights, order),
    entry: distinct === null ? null : sortEntries(input, order, distinct),
    memory: spare.memory,
  }
}

function rankTimes(
  sorter: RowSorter,
  { time, start }: ConcordanceInput,
): { readonly timeRank: Int32Array; readonly distinct: Float64Array | null } {
  sorter.byReal(time)
  const { order, spare } = sorter
  const sorted = new Float64Array(spare.memory)
  for (let k = 0; k < order.length; k++) sorted[k] = time[order[k]!]!
  alignSortedTimes(sorted)
  const timeRank = new Int32Array(order.length)
  let rank = 0
  for (let k = 0; k < order.length; k++) {
    if (k > 0 && sorted[k] !== sorted[k - 1]) rank++
    timeRank[order[k]!] = rank
  }
  const distinct = start === undefined ? null : sorted.filter((value, k) => k === 0 || value !== sorted[k - 1])
  return { timeRank, distinct }
}

// Ranks scores densely from 0 within each stratum, of rows sorted by both.
function rankScores(
  order: Uint32Array,
  { score, strata }: ConcordanceInput,
): { readonly rank: Uint32Array; readonly mostRanks: number } {
  const rank = new Uint32Array(order.length)
  let current = 0
  let mostRanks = 1
  for (let k = 1; k < order.length; k++) {
    const [row, before] = [order[k]!, order[k - 1]!]
    if (strata?.[row] !== strata?.[before]) current = 0
    else if (score[row] !== score[before]) current++
    if (current >= mostRanks) mostRanks = current + 1
    rank[row] = current
  }
  return { rank, mostRanks }
}

function strataOf(order: Uint32Array, strata: Int32Array | undefined): readonly number[] {
  const starts = [0]
  if (strata !== undefined)
    for (let k = 1; k < order.length; k++) if (strata[order[k]!] !== strata[order[k - 1]!]) starts.push(k)
  return [...starts, order.length]
}

function sortEntries({ start, strata }: ConcordanceInput, order: Uint32Array, time: Float64Array): Entries {
  const startAt = gather(start as Float64Array, order)
  const sorter = new RowSorter(order.length)
  sorter.byReal(startAt)
  if (strata !== undefined) sorter.byCode(Int32Array.from(order, (row) => strata[row]!))
  return { places: sorter.order, start: startAt, time }
}

function gather(column: Float64Array, order: Uint32Array): Float64Array {
  const sorted = new Float64Array(order.length)
  for (let k = 0; k < order.length; k++) sorted[k] = column[order[k]!]!
  return sorted
}
