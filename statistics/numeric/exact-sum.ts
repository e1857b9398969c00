/**
 * An exact running sum, correctly rounded once at the end: partial sums that do not overlap (Shewchuk 1997, as Python's
 * `math.fsum`). No digit is lost, so the order of the values cannot change the answer.
 */
export class ExactSum {
  private readonly partials: number[] = []
  private size = 0

  /** Adds one finite value without rounding. */
  add(value: number): void {
    const partials = this.partials
    let x = value
    let kept = 0
    for (let j = 0; j < this.size; j++) {
      let y = partials[j]!
      if (Math.abs(x) < Math.abs(y)) {
        const swap = x
        x = y
        y = swap
      }
      const high = x + y
      const low = y - (high - x)
      if (low !== 0) partials[kept++] = low
      x = high
    }
    partials[kept] = x
    this.size = kept + 1
  }

  /** Another sum of the same values, to be gone on with. */
  copy(): ExactSum {
    const copy = new ExactSum()
    for (let j = 0; j < this.size; j++) copy.add(this.partials[j]!)
    return copy
  }

  /** The sum, rounded half to even. */
  value(): number {
    const partials = this.partials
    let index = this.size - 1
    if (index < 0) return 0
    let high = partials[index--]!
    let low = 0
    while (index >= 0) {
      const x = high
      const y = partials[index--]!
      high = x + y
      low = y - (high - x)
      if (low !== 0) break
    }
    const next = index >= 0 ? partials[index]! : 0
    if ((low < 0 && next < 0) || (low > 0 && next > 0)) {
      const doubled = low * 2
      const rounded = high + doubled
      if (rounded - high === doubled) return rounded
    }
    return high
  }
}
