import { type FateCounts, fateNames, type RowFate } from '../words/row-fates.js'

const rankOf = Object.fromEntries(fateNames.map((name, rank) => [name, rank])) as Readonly<Record<RowFate, number>>

/** The fates of some rows, none of which has any but the first yet. */
export class FatesOfRows {
  private readonly ranks: Uint8Array

  constructor(count: number) {
    this.ranks = new Uint8Array(count)
  }

  /** A row meets a fate, which is its own unless a later one is. */
  meet(row: number, fate: RowFate): void {
    const rank = rankOf[fate]
    if (this.ranks[row]! < rank) this.ranks[row] = rank
  }

  /** Whether nothing that another block does with a row can change its fate. */
  isSettled(row: number): boolean {
    return this.ranks[row]! >= rankOf['subject-held']
  }

  /** How many rows have each fate. */
  counts(): FateCounts {
    const counts = new Int32Array(fateNames.length)
    for (let row = 0; row < this.ranks.length; row += 1) counts[this.ranks[row]!]! += 1
    return Object.fromEntries(fateNames.flatMap((name, rank) => (counts[rank] === 0 ? [] : [[name, counts[rank]!]])))
  }
}
