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
  const rank = new Int32Array(n)
  const mostRanks = rankSorted(input.score, sorter.order, rank, input.strata)
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
  const timeRank = new Int32Array(order.length)
  const groups = rankSorted(time, order, timeRank)
  const distinct = new Float64Array(spare.memory, 0, groups)
  for (let k = 0, rank = -1; k < order.length; k++)
    if (timeRank[order[k]!] !== rank) distinct[++rank] = time[order[k]!]!
  alignSortedTimes(distinct)
  const merged = spare.words
  merged[0] = 0
  let kept = 0
  for (let rank = 1; rank < groups; rank++) {
    if (distinct[rank] !== distinct[kept]) distinct[++kept] = distinct[rank]!
    merged[rank] = kept
  }
  if (kept + 1 < groups) for (let row = 0; row < order.length; row++) timeRank[row] = merged[timeRank[row]!]!
  return { timeRank, distinct: start === undefined ? null : distinct.slice(0, kept + 1) }
}

// Ranks values densely from 0, in each stratum anew, of rows that are sorted by both, and gives how many ranks there
// are at most. Values are compared as words, 0 and -0 as one: none is boxed.
function rankSorted(values: Float64Array, order: Uint32Array, rank: Int32Array, strata?: Int32Array): number {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length)
  let current = 0
  let ranks = 1
  for (let k = 1, before = order[0]!; k < order.length; k++) {
    const row = order[k]!
    const isSame = words[2 * row] === words[2 * before] && words[2 * row + 1] === words[2 * before + 1]
    if (strata !== undefined && strata[row] !== strata[before]) current = 0
    else if (!isSame && (values[row] !== 0 || values[before] !== 0)) current++
    if (current >= ranks) ranks = current + 1
    rank[row] = current
    before = row
  }
  return ranks
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
  if (strata !== undefined) sorter.byCode(Int32Array.from(order, row => strata[row]!))
  return { places: sorter.order, start: startAt, time }
}

function gather(column: Float64Array, order: Uint32Array): Float64Array {
  const sorted = new Float64Array(order.length)
  for (let k = 0; k < order.length; k++) sorted[k] = column[order[k]!]!
  return sorted
}
