/**
 * Bounds on the probability (log) of a table's completions from what is left of the row totals over the columns that
 * are not yet filled: no completion is likelier than `longest` or less likely than `shortest` (the longest and shortest
 * paths of Mehta and Patel 1983, bounded instead of searched for).
 */
export class PathBounds {
  private readonly columns: readonly number[]
  private readonly total: number
  private readonly columnMass: number

  /** `columns` ascend. */
  constructor(
    columns: readonly number[],
    private readonly logFactorial: Float64Array,
  ) {
    this.columns = columns
    this.total = columns.reduce((sum, count) => sum + count, 0)
    this.columnMass = columns.reduce((sum, count) => sum + logFactorial[count]!, 0)
  }

  /**
   * By Lagrange duality: with a multiplier for each margin, the sum of log x! over the cells is at least the margins
   * times their multipliers plus, by cell, the least of log x! - x log lambda, which is taken at the whole part of
   * lambda, where log lambda is the sum of the cell's two multipliers. Lambda is the expected count when every cell
   * holds half a subject more, as the derivative of log x! is about log(x + 1/2): near the best multipliers.
   */
  longest(left: Int32Array): number {
    const { columns, logFactorial } = this
    const halfRow = columns.length / 2
    const halfColumn = left.length / 2
    const inflated = this.total + halfRow * left.length
    let least = 0
    for (let i = 0; i < left.length; i++) {
      const share = (left[i]! + halfRow) / inflated
      least += left[i]! * Math.log(share)
      for (let j = 0; j < columns.length; j++) {
        const lambda = share * (columns[j]! + halfColumn)
        if (lambda < 1) continue
        const cell = Math.floor(lambda)
        least += logFactorial[cell]! - cell * Math.log(lambda)
      }
    }
    for (let j = 0; j < columns.length; j++) least += columns[j]! * Math.log(columns[j]! + halfColumn)
    return Math.min(0, this.marginMass(left) - least)
  }

  /** As if each column (or each row) were alone, filled as unevenly as the other margins let it. */
  shortest(left: Int32Array): number {
    const { columns, logFactorial } = this
    let byColumn = 0
    for (let j = 0; j < columns.length; j++) byColumn += unevenMass(columns[j]!, left, logFactorial)
    let byRow = 0
    for (let i = 0; i < left.length; i++) byRow += unevenMass(left[i]!, columns, logFactorial)
    return this.marginMass(left) - Math.min(byColumn, byRow)
  }

  private marginMass(left: Int32Array): number {
    let mass = this.columnMass - this.logFactorial[this.total]!
    for (let i = 0; i < left.length; i++) mass += this.logFactorial[left[i]!]!
    return mass
  }
}

// The largest sum of log x! of cells that add up to `count`, none above its cap; the caps ascend.
const unevenMass = (count: number, caps: ArrayLike<number>, logFactorial: Float64Array): number => {
  let rest = count
  let sum = 0
  for (let i = caps.length - 1; i >= 0 && rest > 0; i--) {
    const cell = Math.min(rest, caps[i]!)
    sum += logFactorial[cell]!
    rest -= cell
  }
  return sum
}
