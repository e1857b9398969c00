/** Numbers in columns: whole ones take half the memory. */
export type Counts = Int32Array | Float64Array

/**
 * Sums of weights over ranks 0 to size - 1 (Fenwick 1994): adding a weight, and summing all below a rank, take
 * log2(size) steps. Without weights the sums are whole numbers.
 */
export class RankTree {
  private readonly sums: Counts

  constructor(
    private readonly size: number,
    weighted: boolean,
  ) {
    this.sums = weighted ? new Float64Array(size + 1) : new Int32Array(size + 1)
  }

  /** Adds a weight at a rank. */
  add(rank: number, weight: number): void {
    const { sums, size } = this
    for (let k = rank + 1; k <= size; k += k & -k) sums[k]! += weight
  }

  /** The sum of the weights at ranks below `rank`. */
  below(rank: number): number {
    const { sums } = this
    let sum = 0
    for (let k = rank; k > 0; k -= k & -k) sum += sums[k]!
    return sum
  }

  /** Takes back all that was ever added at a rank; right when the other ranks in use are emptied too. */
  empty(rank: number): void {
    const { sums, size } = this
    for (let k = rank + 1; k <= size; k += k & -k) sums[k] = 0
  }
}
