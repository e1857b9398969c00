/**
 * Bounds on the probability (log) of each way to fill the last columns, of totals C_j, from what is left of the row
 * totals, R_i, their sum T: with x_ij the cells,
 *
 *   log P = sum log R_i! + sum log C_j! - log T! - sum log x_ij!
 *
 * No completion is likelier than `longest` or less likely than `shortest`. These are the longest and shortest paths LP
 * and SP of Mehta and Patel (1983), bounded instead of searched for.
 */
export class PathBounds {
  private readonly columns: readonly number[]
  private readonly total: number
  private readonly logColumns: number

  /** `columns` ascend. */
  constructor(
    columns: readonly number[],
    private readonly logFactorial: Float64Array,
  ) {
    this.columns = columns
    this.total = columns.reduce((sum, count) => sum + count, 0)
    this.logColumns = columns.reduce((sum, count) => sum + logFactorial[count]!, 0)
  }

  /**
   * By Lagrange duality. For any multipliers a_i of the rows and b_j of the columns the sum of x_ij (a_i + b_j) is that
   * of R_i a_i and C_j b_j, so
   *
   *   sum log x_ij! >= sum R_i a_i + sum C_j b_j + sum over the cells of min over x of (log x! - x log lambda_ij)
   *
   * with log lambda_ij = a_i + b_j, and the minimum is at x = floor(lambda_ij). The best lambda would make the bound
   * sharpest; taken is the expected count when every cell holds half a subject more, as the derivative of log x! is
   * about log(x + 1/2): a_i = log((R_i + J / 2) / (T + I J / 2)), b_j = log(C_j + I / 2) for I rows and J columns.
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
    return Math.min(0, this.logMargins(left) - least)
  }

  /**
   * As if each column (or each row) were alone: the sum of log x_ij! over one column is at most that of its most uneven
   * filling, in which the rows with the most left take all that they can. The smaller of both sums over the lines
   * holds.
   */
  shortest(left: Int32Array): number {
    const { columns, logFactorial } = this
    let byColumn = 0
    for (let j = 0; j < columns.length; j++) byColumn += mostUneven(columns[j]!, left, logFactorial)
    let byRow = 0
    for (let i = 0; i < left.length; i++) byRow += mostUneven(left[i]!, columns, logFactorial)
    return this.logMargins(left) - Math.min(byColumn, byRow)
  }

  // sum log R_i! + sum log C_j! - log T!
  private logMargins(left: Int32Array): number {
    let sum = this.logColumns - this.logFactorial[this.total]!
    for (let i = 0; i < left.length; i++) sum += this.logFactorial[left[i]!]!
    return sum
  }
}

// The largest sum of log x! of cells that add up to `count`, none above its cap; the caps ascend.
const mostUneven = (count: number, caps: ArrayLike<number>, logFactorial: Float64Array): number => {
  let rest = count
  let sum = 0
  for (let i = caps.length - 1; i >= 0 && rest > 0; i--) {
    const cell = Math.min(rest, caps[i]!)
    sum += logFactorial[cell]!
    rest -= cell
  }
  return sum
}
