/** Numbers in columns: whole ones take half the memory. */
export type Counts = Int32Array | Float64Array

/**
 * Sums of weights over ranks (Fenwick 1994): adding a weight, and summing all below a rank, take log2(size) steps.
 * Without weights the sums are whole numbers.
 */
export class RankTree {
  /** The sum of all weights. */
  total = 0
  /** The weight at each rank itself. */
  readonly weightAt: Counts
  private readonly sums: Counts
  private size = 0

  constructor(mostRanks: number, weighted: boolean) {
    this.sums = weighted ? new Float64Array(mostRanks + 1) : new Int32Array(mostRanks + 1)
    this.weightAt = weighted ? new Float64Array(mostRanks) : new Int32Array(mostRanks)
  }

  /** Begins again, with nothing at ranks 0 to size - 1. */
  empty(size: number): void {
    this.size = size
    this.total = 0
    this.sums.fill(0, 0, size + 1)
    this.weightAt.fill(0, 0, size)
  }

  /** Adds a weight at a rank. */
  add(rank: number, weight: number): void {
    const { sums, size } = this
    this.total += weight
    this.weightAt[rank]! += weight
    for (let k = rank + 1; k <= size; k += k & -k) sums[k]! += weight
  }

  /** The sum of the weights at ranks below `rank`. */
  below(rank: number): number {
    const { sums } = this
    let sum = 0
    for (let k = rank; k > 0; k -= k & -k) sum += sums[k]!
    return sum
  }
}
