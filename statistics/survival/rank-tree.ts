/** Sums of weights over ranks 0..size-1 (Fenwick 1994): adding a weight, and summing all below a rank, take log2(size) steps. */
export class RankTree {
  /** The sum of all weights. */
  total = 0
  /** The weight at each rank itself. */
  readonly weightAt: Float64Array
  private readonly sums: Float64Array

  constructor(private readonly size: number) {
    this.sums = new Float64Array(size + 1)
    this.weightAt = new Float64Array(size)
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
