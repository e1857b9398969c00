/**
 * Sums that go on while values are added and taken off again. Where values are taken off, what each addition rounds
 * away is summed beside it (Neumaier 1974), so that a value of 1e15 times the others comes and goes without their
 * digits.
 */
export class RunningSums {
  /** The sums, less what their additions rounded away. */
  readonly high: Float64Array
  private readonly low: Float64Array | null

  constructor(size: number, takesOff: boolean) {
    this.high = new Float64Array(size)
    this.low = takesOff ? new Float64Array(size) : null
  }

  /** Adds a value to a sum; its negative takes it off again. */
  add(j: number, value: number): void {
    const { high, low } = this
    const before = high[j]!
    const after = before + value
    high[j] = after
    if (low === null) return
    const added = after - before
    low[j] = low[j]! + (before - (after - added) + (value - added))
  }

  /** A sum, rounded. */
  value(j: number): number {
    return this.low === null ? this.high[j]! : this.high[j]! + this.low[j]!
  }

  /** Notes all sums as they stand, two numbers each, for `since`. */
  mark(into: Float64Array, place: number): void {
    const { high, low } = this
    const from = 2 * high.length * place
    for (let j = 0; j < high.length; j++) {
      into[from + 2 * j] = high[j]!
      into[from + 2 * j + 1] = low === null ? 0 : low[j]!
    }
  }

  /** What a sum has grown by since it was marked. */
  since(j: number, marked: Float64Array, place: number): number {
    const at = 2 * (this.high.length * place + j)
    return this.high[j]! - marked[at]! + ((this.low === null ? 0 : this.low[j]!) - marked[at + 1]!)
  }

  /** Begins at 0 again. */
  clear(): void {
    this.high.fill(0)
    this.low?.fill(0)
  }
}
