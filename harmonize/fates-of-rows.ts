import { type FateCounts, fateNames, type RowFate } from '../words/row-fates.js'

const rankOf = Object.fromEntries(fateNames.map((name, rank) => [name, rank])) as Readonly<Record<RowFate, number>>

/** The fates of some rows, none of which has any but the first yet. */
export class FatesOfRows {
  /** By row; null as long as all rows have the same. */
  private ranks: Uint8Array | null = null
  /** What all rows have that have none of their own. */
  private rankOfAll = 0

  constructor(private readonly count: number) {}

  /** A row meets a fate, which is its own unless a later one is. */
  meet(row: number, fate: RowFate): void {
    const rank = rankOf[fate]
    const ranks = (this.ranks ??= new Uint8Array(this.count).fill(this.rankOfAll))
    if (ranks[row]! < rank) ranks[row] = rank
  }

  /** All rows meet a fate, but those that are settled. */
  meetAll(fate: RowFate): void {
    if (this.ranks === null) {
      if (!this.isSettled(0)) this.rankOfAll = Math.max(this.rankOfAll, rankOf[fate])
      return
    }
    for (let row = 0; row < this.count; row += 1) if (!this.isSettled(row)) this.meet(row, fate)
  }

  /** Whether nothing that another block does with a row can change its fate. */
  isSettled(row: number): boolean {
    return (this.ranks === null ? this.rankOfAll : this.ranks[row]!) >= rankOf['subject-held']
  }

  /** How many rows have each fate. */
  counts(): FateCounts {
    const { ranks, rankOfAll, count } = this
    const counts = fateNames.map((_, rank) => (ranks === null && rank === rankOfAll ? count : 0))
    for (let row = 0; row < (ranks?.length ?? 0); row += 1) counts[ranks![row]!]! += 1
    return Object.fromEntries(fateNames.flatMap((name, rank) => (counts[rank] === 0 ? [] : [[name, counts[rank]!]])))
  }
}
