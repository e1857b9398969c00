import { requireFinite, requireSameLength, EmptySample } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { radixSortByReal } from '../numeric/radix-sort.js'
import { orderRows } from './order-rows.js'
import { RankTree } from './rank-tree.js'

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

/** Harrell's C with the pairs that it counts. */
export interface Concordance {
  /** null when no pair can be compared. */
  readonly concordance: number | null
  readonly se: number | null
  readonly concordant: number
  readonly discordant: number
  readonly tiedScore: number
  readonly tiedTime: number
  readonly tiedBoth: number
  readonly notes: readonly Note[]
}

/**
 * Concordance of scores with survival (Harrell 1982), within strata: an event precedes censorings at its time, pairs
 * tied in time are left out, tied scores count one half; standard error by the infinitesimal jackknife, by cluster
 * when given. O(n log n) by counts over ranks. Agrees with R `concordance(..., reverse = TRUE)`.
 */
export function concordance(input: ConcordanceInput): Concordance {
  const n = input.time.length
  if (n === 0) throw new EmptySample('a concordance needs at least one row')
  requireSameLength('event', n, input.event.length)
  requireSameLength('score', n, input.score.length)
  requireFinite('time', input.time)
  requireFinite('score', input.score)
  const columns: ArrayLike<number>[] = [input.event, input.score]
  for (const column of [input.weights, input.clusters, input.start]) if (column !== undefined) columns.push(column)
  const { order, time } = orderRows(input.time, columns, input.strata)
  const rank = new Uint32Array(n)
  const counts = { concordant: 0, discordant: 0, tiedScore: 0, tiedTime: 0, tiedBoth: 0 }
  const gain = new Float64Array(n)
  const pairs = new Float64Array(n)
  for (let from = 0; from < n;) {
    const stratum = input.strata?.[order[from]!]
    let to = from + 1
    while (to < n && input.strata?.[order[to]!] === stratum) to++
    const size = rankScores(input.score, order.slice(from, to), rank)
    const rows = { input, order, time, rank, from, to }
    countLaterRows(rows, new RankTree(size), counts, gain, pairs)
    countEarlierEvents(rows, new RankTree(size), gain, pairs)
    from = to
  }
  return summarize(input, counts, gain, pairs)
}

interface Stretch {
  readonly input: ConcordanceInput
  readonly order: Uint32Array
  readonly time: Float64Array
  readonly rank: Uint32Array
  readonly from: number
  readonly to: number
}

type Counts = { concordant: number; discordant: number; tiedScore: number; tiedTime: number; tiedBoth: number }

// Backwards in time: each event against the rows that outlive it.
function countLaterRows(rows: Stretch, tree: RankTree, counts: Counts, gain: Float64Array, pairs: Float64Array): void {
  const { input, order, time, rank, from, to } = rows
  const entries = input.start === undefined ? null : startOrder(rows)
  let leaving = entries === null ? 0 : entries.length - 1
  for (let end = to; end > from;) {
    let begin = end - 1
    while (begin > from && time[begin - 1] === time[begin]) begin--
    if (entries !== null) {
      for (; leaving >= 0 && (input.start?.[entries[leaving]!] as number) >= time[begin]!; leaving--) {
        const row = entries[leaving]!
        tree.add(rank[row]!, -weightOf(input, row))
      }
    }
    for (let k = begin; k < end; k++)
      if (input.event[order[k]!] === 0) tree.add(rank[order[k]!]!, weightOf(input, order[k]!))
    for (let k = begin; k < end; k++) {
      const row = order[k]!
      if (input.event[row] === 0) continue
      const w = weightOf(input, row)
      const r = rank[row]!
      const lower = tree.below(r)
      const same = tree.weightAt[r]!
      const higher = tree.total - lower - same
      counts.concordant += w * lower
      counts.discordant += w * higher
      counts.tiedScore += w * same
      gain[row] = gain[row]! + lower - higher
      pairs[row]! += tree.total
    }
    countTies(rows, begin, end, counts)
    for (let k = begin; k < end; k++)
      if (input.event[order[k]!] !== 0) tree.add(rank[order[k]!]!, weightOf(input, order[k]!))
    end = begin
  }
}

// Forwards: each row against the events that it outlives while at risk.
function countEarlierEvents(rows: Stretch, tree: RankTree, gain: Float64Array, pairs: Float64Array): void {
  const { input, order, time, rank, from, to } = rows
  const score = (row: number, sign: number): void => {
    const r = rank[row]!
    const lower = tree.below(r)
    const higher = tree.total - lower - tree.weightAt[r]!
    gain[row]! += sign * (higher - lower)
    pairs[row]! += sign * tree.total
  }
  const entries = input.start === undefined ? null : startOrder(rows)
  let entering = 0
  for (let begin = from; begin < to;) {
    let end = begin + 1
    while (end < to && time[end] === time[begin]) end++
    if (entries !== null) {
      for (; entering < entries.length && (input.start?.[entries[entering]!] as number) < time[begin]!; entering++) {
        score(entries[entering]!, -1)
      }
    }
    for (let k = begin; k < end; k++) if (input.event[order[k]!] !== 0) score(order[k]!, 1)
    for (let k = begin; k < end; k++)
      if (input.event[order[k]!] !== 0) tree.add(rank[order[k]!]!, weightOf(input, order[k]!))
    for (let k = begin; k < end; k++) if (input.event[order[k]!] === 0) score(order[k]!, 1)
    begin = end
  }
}

function countTies(rows: Stretch, begin: number, end: number, counts: Counts): void {
  const { input, order, rank } = rows
  const byRank = new Map<number, number>()
  let before = 0
  for (let k = begin; k < end; k++) {
    const row = order[k]!
    if (input.event[row] === 0) continue
    const w = weightOf(input, row)
    const same = byRank.get(rank[row]!) ?? 0
    counts.tiedBoth += w * same
    counts.tiedTime += w * (before - same)
    byRank.set(rank[row]!, same + w)
    before += w
  }
}

function summarize(input: ConcordanceInput, counts: Counts, gain: Float64Array, pairs: Float64Array): Concordance {
  const total = counts.concordant + counts.discordant + counts.tiedScore
  if (!(total > 0))
    return { concordance: null, se: null, ...counts, notes: [note('not-estimable', 'no pair can be compared')] }
  const somers = (counts.concordant - counts.discordant) / total
  const byCluster = new Map<number, number>()
  let variance = 0
  for (let row = 0; row < gain.length; row++) {
    const influence = (weightOf(input, row) * (gain[row]! - somers * pairs[row]!)) / total
    if (input.clusters === undefined) variance += influence * influence
    else byCluster.set(input.clusters[row]!, (byCluster.get(input.clusters[row]!) ?? 0) + influence)
  }
  for (const influence of byCluster.values()) variance += influence * influence
  return { concordance: (somers + 1) / 2, se: Math.sqrt(variance) / 2, ...counts, notes: [] }
}

function startOrder({ input, order, from, to }: Stretch): Uint32Array {
  const rows = order.slice(from, to)
  radixSortByReal(rows, input.start as Float64Array)
  return rows
}

// Ranks the scores of some rows densely from 0; the number of distinct scores is returned.
function rankScores(score: Float64Array, rows: Uint32Array, rank: Uint32Array): number {
  if (rows.length > 2000) radixSortByReal(rows, score)
  else rows.sort((a, b) => score[a]! - score[b]!)
  let current = 0
  for (let k = 0; k < rows.length; k++) {
    if (k > 0 && score[rows[k]!] !== score[rows[k - 1]!]) current++
    rank[rows[k]!] = current
  }
  return current + 1
}

function weightOf(input: ConcordanceInput, row: number): number {
  return input.weights === undefined ? 1 : input.weights[row]!
}
