import { type Column, realsOf, rowsOf } from '../numeric/column.js'
import { RowSorter } from '../numeric/row-sorter.js'
import { rankTimes } from './rank-times.js'

/** Scores (a higher one should mean a shorter time) and the times to event that they are compared with. */
export interface ConcordanceInput {
  readonly time: Column
  readonly event: Uint8Array
  readonly score: Float64Array
  readonly start?: Float64Array
  readonly strata?: Int32Array
  readonly weights?: Float64Array
  readonly clusters?: Int32Array
  /** A second clustering of the rows, where the standard error is clustered two ways. */
  readonly secondClusters?: Int32Array
}

/** Rows sorted by stratum, score and time; a place is a position in that order. */
export interface ConcordanceRows {
  /** Row at each place. */
  readonly order: Uint32Array
  /** The first place of each stratum, then the number of rows. */
  readonly stratumStart: readonly number[]
  /** By place: 1 where the score differs from that of the place before. */
  readonly opensScore: Uint8Array
  /** How many distinct times there are, starts among them. */
  readonly times: number
  /** By place: how many distinct times come before its own. */
  readonly timeRank: Uint32Array
  /** By place, with delayed entry: how many distinct times are past when it begins, its start among them. */
  readonly entryRank: Uint32Array | null
  /** By place: 1 where the row ends in an event, and its weight (null: 1). */
  readonly event: Uint8Array
  readonly weight: Float64Array | null
  /** 8 bytes per row that are free for use. */
  readonly memory: ArrayBuffer
}

/**
 * Sorts rows for counting pairs, the least important column first. Rows that tie in all that counts are put in order
 * by what else there is, so that sums are the same, bit for bit, whatever the order of the file.
 */
export const sortForConcordance = (input: ConcordanceInput): ConcordanceRows => {
  const n = rowsOf(input.time)
  const { times, rank, startRank } = rankBoth(input)
  const sorter = new RowSorter(n)
  if (input.secondClusters !== undefined) sorter.byCode(input.secondClusters)
  if (input.clusters !== undefined) sorter.byCode(input.clusters)
  if (input.weights !== undefined) sorter.byReal(input.weights)
  if (input.start !== undefined) sorter.byReal(input.start)
  sorter.byCode(input.event)
  sorter.byCode(new Int32Array(rank.buffer, rank.byteOffset, n))
  sorter.byReal(input.score)
  if (input.strata !== undefined) sorter.byCode(input.strata)
  const { order, spare } = sorter
  const timeRank = spare.words
  const event = new Uint8Array(n)
  for (let k = 0; k < n; k++) {
    timeRank[k] = rank[order[k]!]!
    event[k] = input.event[order[k]!] === 0 ? 0 : 1
  }
  return {
    order,
    stratumStart: strataOf(order, input.strata),
    opensScore: markScores(input.score, order),
    times,
    timeRank,
    entryRank: startRank === null ? null : order.map(row => startRank[row]! + 1),
    event,
    weight: input.weights === undefined ? null : gather(input.weights, order),
    memory: spare.memory,
  }
}

// Values are compared as words, 0 and -0 as one: none is boxed.
const markScores = (score: Float64Array, order: Uint32Array): Uint8Array => {
  const words = new Int32Array(score.buffer, score.byteOffset, 2 * score.length)
  const opens = new Uint8Array(order.length)
  opens[0] = 1
  for (let k = 1, before = order[0]!; k < order.length; k++) {
    const row = order[k]!
    const isSame = words[2 * row] === words[2 * before] && words[2 * row + 1] === words[2 * before + 1]
    opens[k] = isSame || (score[row] === 0 && score[before] === 0) ? 0 : 1
    before = row
  }
  return opens
}

// Starts and times are ranked as one set, so that a start and the time that it follows stay equal.
const rankBoth = ({
  time,
  start,
}: ConcordanceInput): {
  readonly times: number
  readonly rank: Uint32Array
  readonly startRank: Uint32Array | null
} => {
  if (start === undefined) {
    const { distinct, rank } = rankTimes(time)
    return { times: distinct.length, rank, startRank: null }
  }
  const n = start.length
  const both = new Float64Array(2 * n)
  both.set(realsOf(time))
  both.set(start, n)
  const { distinct, rank } = rankTimes(both)
  return { times: distinct.length, rank: rank.slice(0, n), startRank: rank.slice(n) }
}

const strataOf = (order: Uint32Array, strata: Int32Array | undefined): readonly number[] => {
  const starts = [0]
  if (strata !== undefined)
    for (let k = 1; k < order.length; k++) if (strata[order[k]!] !== strata[order[k - 1]!]) starts.push(k)
  return [...starts, order.length]
}

const gather = (column: Float64Array, order: Uint32Array): Float64Array => {
  const sorted = new Float64Array(order.length)
  for (let k = 0; k < order.length; k++) sorted[k] = column[order[k]!]!
  return sorted
}
