import type { ConcordanceRows } from './concordance-rows.js'
import { RankTree } from './rank-tree.js'
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

/**
 * Counts the pairs within strata in two passes over the sorted rows: backwards in time each event against the rows
 * that outlive it, forwards each row against the events that it outlives while at risk; a tree over the ranks of the
 * scores tells how many of those there are below and above.
 */
export function countPairs(rows: ConcordanceRows): { readonly counts: PairCounts; readonly shares: PairShares } {
  const n = rows.order.length
  const memory = new Float64Array(rows.memory).fill(0)
  const shares = {
    pairs: rows.weight === null ? new Int32Array(rows.memory, 0, n) : memory,
    gain: rows.weight === null ? new Int32Array(rows.memory, 4 * n, n) : new Float64Array(n),
  }
  const counts = { concordant: 0, discordant: 0, tiedScore: 0, tiedTime: 0, tiedBoth: 0 }
  const tree = new RankTree(rows.mostRanks, rows.weight !== null)
  for (let s = 0; s + 1 < rows.stratumStart.length; s++) {
    const stretch = { rows, from: rows.stratumStart[s]!, to: rows.stratumStart[s + 1]!, tree, shares }
    const ranks = countRanks(stretch)
    tree.empty(ranks)
    countLaterRows(stretch, counts)
    tree.empty(ranks)
    countEarlierEvents(stretch)
  }
  return { counts, shares }
}

interface Stretch {
  readonly rows: ConcordanceRows
  readonly from: number
  readonly to: number
  readonly tree: RankTree
  readonly shares: PairShares
}

function countRanks({ rows, from, to }: Stretch): number {
  let last = 0
  for (let k = from; k < to; k++) if (rows.scoreRank[k]! > last) last = rows.scoreRank[k]!
  return last + 1
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

function countLaterRows({ rows, from, to, tree, shares }: Stretch, counts: Writable<PairCounts>): void {
  const { order, timeRank, scoreRank, event, weight, entry } = rows
  let leaving = to - 1
  for (let end = to; end > from;) {
    const now = timeRank[order[end - 1]!]!
    let begin = end - 1
    while (begin > from && timeRank[order[begin - 1]!] === now) begin--
    for (; entry !== null && leaving >= from; leaving--) {
      const place = entry.places[leaving]!
      if (entry.start[place]! < entry.time[now]!) break
      tree.add(scoreRank[place]!, weight === null ? -1 : -weight[place]!)
    }
    for (let k = begin; k < end; k++) if (event[k] === 0) tree.add(scoreRank[k]!, weight === null ? 1 : weight[k]!)
    for (let k = begin; k < end; k++) {
      if (event[k] === 0) continue
      const w = weight === null ? 1 : weight[k]!
      const rank = scoreRank[k]!
      const lower = tree.below(rank)
      const same = tree.weightAt[rank]!
      const higher = tree.total - lower - same
      counts.concordant += w * lower
      counts.discordant += w * higher
      counts.tiedScore += w * same
      shares.gain[k]! += lower - higher
      shares.pairs[k]! += tree.total
    }
    countTies(rows, begin, end, counts)
    for (let k = begin; k < end; k++) if (event[k] === 1) tree.add(scoreRank[k]!, weight === null ? 1 : weight[k]!)
    end = begin
  }
}

function countEarlierEvents({ rows, from, to, tree, shares }: Stretch): void {
  const { order, timeRank, scoreRank, event, weight, entry } = rows
  const count = (place: number, sign: number): void => {
    const rank = scoreRank[place]!
    const lower = tree.below(rank)
    const higher = tree.total - lower - tree.weightAt[rank]!
    shares.gain[place]! += sign * (higher - lower)
    shares.pairs[place]! += sign * tree.total
  }
  let entering = from
  for (let begin = from; begin < to;) {
    const now = timeRank[order[begin]!]!
    let end = begin + 1
    while (end < to && timeRank[order[end]!] === now) end++
    for (; entry !== null && entering < to; entering++) {
      const place = entry.places[entering]!
      if (entry.start[place]! >= entry.time[now]!) break
      count(place, -1)
    }
    for (let k = begin; k < end; k++) if (event[k] === 1) count(k, 1)
    for (let k = begin; k < end; k++) if (event[k] === 1) tree.add(scoreRank[k]!, weight === null ? 1 : weight[k]!)
    for (let k = begin; k < end; k++) if (event[k] === 0) count(k, 1)
    begin = end
  }
}

// Events at one time lie in the order of their scores.
function countTies(
  { scoreRank, event, weight }: ConcordanceRows,
  begin: number,
  end: number,
  counts: Writable<PairCounts>,
): void {
  let before = 0
  let same = 0
  let rank = -1
  for (let k = begin; k < end; k++) {
    if (event[k] === 0) continue
    const w = weight === null ? 1 : weight[k]!
    if (scoreRank[k] !== rank) same = 0
    rank = scoreRank[k]!
    counts.tiedBoth += w * same
    counts.tiedTime += w * (before - same)
    same += w
    before += w
  }
}
