import type { ConcordanceRows } from './concordance-rows.js'
import { RankTree } from './rank-tree.js'

/**
 * Rows counted by when they end and begin, and events by when they happen, so that it is known for any row how much
 * weight among them outlives its event, and how many events among them it outlives itself. A row outlives an event at
 * an earlier time, or at the time at which it is censored, that comes after its start.
 */
export class OutlivingCounts {
  // Ranks are turned round, latest first: what comes later is a sum, not a difference, and loses no digit.
  private readonly ends: RankTree
  private readonly starts: RankTree | null
  private readonly events: RankTree
  // A difference of sums of weights is never quite nothing: the rows themselves show when it is.
  private readonly whole: OutlivingCounts | null

  constructor(
    private readonly rows: ConcordanceRows,
    private readonly weight: Float64Array | null = rows.weight,
  ) {
    const { times, entryRank } = rows
    this.ends = new RankTree(2 * times, weight !== null)
    this.starts = entryRank === null ? null : new RankTree(times + 1, weight !== null)
    this.events = new RankTree(times, weight !== null)
    this.whole = entryRank === null || weight === null ? null : new OutlivingCounts(rows, null)
  }

  /** Counts the row at a place. */
  add(place: number): void {
    const { timeRank, times, entryRank, event } = this.rows
    const w = this.weight === null ? 1 : this.weight[place]!
    this.whole?.add(place)
    const rank = timeRank[place]!
    this.ends.add(2 * (times - 1 - rank) + event[place]!, w)
    this.starts?.add(times - entryRank![place]!, w)
    if (event[place] === 1) this.events.add(rank, w)
  }

  /** Forgets the row at a place; all are to be forgotten before any is counted again. */
  empty(place: number): void {
    const { timeRank, times, entryRank, event } = this.rows
    const rank = timeRank[place]!
    this.whole?.empty(place)
    this.ends.empty(2 * (times - 1 - rank) + event[place]!)
    this.starts?.empty(times - entryRank![place]!)
    this.events.empty(rank)
  }

  /** The weight of the rows that outlive the event at a place. */
  outliving(place: number): number {
    if (this.whole?.outliving(place) === 0) return 0
    const { timeRank, times } = this.rows
    const rank = timeRank[place]!
    const later = this.ends.below(2 * (times - 1 - rank) + 1)
    return this.starts === null ? later : later - this.starts.below(times - rank)
  }

  /** The weight of the events that the row at a place outlives. */
  outlived(place: number): number {
    if (this.whole?.outlived(place) === 0) return 0
    const { timeRank, entryRank, event } = this.rows
    const earlier = this.events.below(timeRank[place]! + 1 - event[place]!)
    return entryRank === null ? earlier : earlier - this.events.below(entryRank[place]!)
  }
}
