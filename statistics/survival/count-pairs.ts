import type { ConcordanceRows } from './concordance-rows.js'
import { OutlivingCounts } from './outliving-counts.js'
import type { Counts } from './rank-tree.js'

/** Pairs by what they say of the scores, weighted by the product of both rows' weights. */
export interface PairCounts {
  readonly concordant: number
  readonly discordant: number
  readonly tiedScore: number
  readonly tiedTime: number
  readonly tiedBoth: number
}

/** What each row adds, by place: the weight of its pairs, and of the concordant less the discordant ones. */
export interface PairShares {
  readonly pairs: Counts
  readonly gain: Counts
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Counts the pairs within strata in one pass over the rows by ascending score: of the rows that outlive an event, and
 * of the events that a row outlives, those seen so far have the lower scores. The trees that count them are over the
 * distinct times, which are few where times are days, so that they stay in the processor's nearest cache.
 */
export const countPairs = (rows: ConcordanceRows): { readonly counts: PairCounts; readonly shares: PairShares } => {
  const n = rows.order.length
  const memory = new Float64Array(rows.memory).fill(0)
  const shares = {
    pairs: rows.weight === null ? new Int32Array(rows.memory, 0, n) : memory,
    gain: rows.weight === null ? new Int32Array(rows.memory, 4 * n, n) : new Float64Array(n),
  }
  const counts = { concordant: 0, discordant: 0, tiedScore: 0, tiedTime: 0, tiedBoth: 0 }
  const pass: Pass = {
    rows,
    all: new OutlivingCounts(rows),
    lower: new OutlivingCounts(rows),
    eventsAt: rows.weight === null ? new Int32Array(rows.times) : new Float64Array(rows.times),
    shares,
    counts,
  }
  for (let s = 0; s + 1 < rows.stratumStart.length; s++) {
    const [from, to] = [rows.stratumStart[s]!, rows.stratumStart[s + 1]!]
    for (let k = from; k < to; k++) pass.all.add(k)
    for (let begin = from, end = from; begin < to; begin = end) {
      end = begin + 1
      while (end < to && rows.opensScore[end] === 0) end++
      countScore(pass, begin, end)
    }
    if (to < n) empty(pass, from, to)
  }
  return { counts, shares }
}

/** What a pass counts over: all rows of a stratum, those of lower scores, and those events by time. */
interface Pass {
  readonly rows: ConcordanceRows
  readonly all: OutlivingCounts
  readonly lower: OutlivingCounts
  readonly eventsAt: Counts
  readonly shares: PairShares
  readonly counts: Writable<PairCounts>
}

// The rows of one score meet the lower ones first, then those and each other.
const countScore = (pass: Pass, begin: number, end: number): void => {
  const { rows, all, lower, shares, counts } = pass
  const { event, weight } = rows
  const { pairs, gain } = shares
  for (let k = begin; k < end; k++) {
    const under = event[k] === 1 ? lower.outliving(k) : 0
    pairs[k] = under
    gain[k] = under - lower.outlived(k)
  }
  countTies(pass, begin, end)
  for (let k = begin; k < end; k++) lower.add(k)
  for (let k = begin; k < end; k++) {
    const w = weight === null ? 1 : weight[k]!
    const under = pairs[k]!
    const isAlone = end - begin === 1
    const outlived = all.outlived(k)
    let outliving = 0
    let notAbove = 0
    if (event[k] === 1) {
      outliving = all.outliving(k)
      notAbove = isAlone ? under : lower.outliving(k)
      counts.concordant += w * under
      counts.tiedScore += w * (notAbove - under)
      counts.discordant += w * (outliving - notAbove)
    }
    const gainWithTies = isAlone ? gain[k]! : notAbove - lower.outlived(k)
    gain[k] = gain[k]! + gainWithTies + outlived - outliving
    pairs[k] = outliving + outlived
  }
}

// Rows of one score lie in the order of their times.
const countTies = ({ rows, eventsAt, counts }: Pass, begin: number, end: number): void => {
  const { event, weight, timeRank } = rows
  let same = 0
  let rank = -1
  for (let k = begin; k < end; k++) {
    if (event[k] === 0) continue
    const w = weight === null ? 1 : weight[k]!
    if (timeRank[k] !== rank) same = 0
    rank = timeRank[k]!
    counts.tiedBoth += w * same
    counts.tiedTime += w * (eventsAt[rank]! - same)
    same += w
    eventsAt[rank]! += w
  }
}

const empty = ({ rows, all, lower, eventsAt }: Pass, from: number, to: number): void => {
  for (let k = from; k < to; k++) {
    all.empty(k)
    lower.empty(k)
    eventsAt[rows.timeRank[k]!] = 0
  }
}
