import type { NetworkNodes } from './network-nodes.js'

// The budget is counted in fillings of a column that reach a node, some 25 ns each, those of paths included that meet
// one they are merged with (48 ns). A node that is new (its bounds) and a path that is kept (memory, sorting) cost
// more, in fillings. Measured on twelve tables from 3 x 3 of 300 to 2 x 12 of 300: 470 ns for a new node, 265 ns for a
// kept path. Half of NEW_NODE would change the cost of a large table by 0 to 6 %, half of NEW_PATH that of 2 x 12 by a
// third.
const NEW_NODE = 50
const NEW_PATH = 10

/**
 * The work of Fisher's exact test by the network of Mehta and Patel (1983): fills column after column of all tables
 * with given margins and adds up the probability of those that are no likelier than a limit. With R_i what is left of
 * the r row totals before a column of total C, T their sum and x_i the cells of the column,
 *
 *   arc  = P(column | what is left) = C! (T - C)! / T! * product over i of R_i! / (x_i! (R_i - x_i)!)
 *   PAST = the product of the arcs so far, the probability of one way to fill the columns so far (a path)
 *   P    = the product of all arcs, the probability of a table
 *
 * All of them are kept as logarithms (`logArc`, `logPast`, `logLimit`). A path is decided at the node that it reaches
 * as soon as bounds on its completions allow it: with LP and SP the log probabilities of the likeliest and the least
 * likely completion of the node,
 *
 *   logPast + logArc + LP <= logLimit   all its tables count: together they have the probability of the path
 *   logPast + logArc + SP >  logLimit   none counts
 *
 * and between them the path is kept, for the next column.
 */
export class ColumnFilling {
  /** The probability of all tables that are no likelier than the limit, among those decided so far. */
  probability = 0
  private spent = 0
  private next: NetworkNodes | null = null
  // The node that is left: R_i; how much the rows below row i can take together; its paths by ascending logPast with
  // the probability of all that were merged into each; and the sums of those, cumulated[k] of the first k paths.
  private totals: Int32Array = new Int32Array(0)
  private readonly below: Int32Array
  private logPast: Float64Array = new Float64Array(0)
  private ofPaths: Float64Array = new Float64Array(0)
  private cumulated = new Float64Array(1)
  private paths = 0
  // The node that is reached: R_i - x_i, and the same in ascending order.
  private readonly left: Int32Array
  private readonly sorted: Int32Array

  constructor(
    private readonly width: number,
    private readonly logFactorial: Float64Array,
    private readonly logLimit: number,
    private readonly budget: number,
  ) {
    this.below = new Int32Array(width)
    this.left = new Int32Array(width)
    this.sorted = new Int32Array(width)
  }

  /** Whether the budget is used up: then the probability is not complete. */
  get exhausted(): boolean {
    return this.spent > this.budget
  }

  /** Fills a column in all ways from all nodes, into the nodes of the next stage, or to the end when there is none. */
  fill(from: NetworkNodes, column: number, next: NetworkNodes | null): void {
    const { width, logFactorial } = this
    const { start, logPast, probability } = from.paths.sorted(from.size)
    this.next = next
    this.cumulated = new Float64Array(logPast.length + 1)
    for (let node = 0; node < from.size && !this.exhausted; node++) {
      const end = start[node + 1]!
      this.paths = end - start[node]!
      if (this.paths === 0) continue
      this.logPast = logPast.subarray(start[node], end)
      this.ofPaths = probability.subarray(start[node], end)
      for (let k = 0; k < this.paths; k++) this.cumulated[k + 1] = this.cumulated[k]! + this.ofPaths[k]!
      this.totals = from.left.subarray(node * width, (node + 1) * width)
      let total = 0
      let logArc = 0
      for (let i = 0; i < width; i++) {
        this.below[i] = total
        total += this.totals[i]!
        logArc += logFactorial[this.totals[i]!]!
      }
      logArc += logFactorial[column]! + logFactorial[total - column]! - logFactorial[total]!
      this.fillRow(width - 1, column, logArc)
    }
  }

  // The rows from i down take `count` subjects of the column. `logArc` has the terms of the column and of all R_i!, and
  // from each row in turn loses log x_i! and log (R_i - x_i)!.
  private fillRow(i: number, count: number, logArc: number): void {
    const { logFactorial } = this
    const total = this.totals[i]!
    const least = Math.max(0, count - this.below[i]!)
    const most = Math.min(count, total)
    if (i === 1) {
      this.fillLastRows(count, logArc, least, most)
      return
    }
    for (let x = least; x <= most; x++) {
      if (this.exhausted) return
      this.left[i] = total - x
      this.fillRow(i - 1, count - x, logArc - logFactorial[x]! - logFactorial[total - x]!)
    }
  }

  // Row 1 takes from `least` to `most` subjects, row 0 the rest.
  private fillLastRows(count: number, logArc: number, least: number, most: number): void {
    const { logFactorial, left, next } = this
    const second = this.totals[1]!
    const first = this.totals[0]!
    this.spent += most - least + 1
    for (let x = least; x <= most && !this.exhausted; x++) {
      const y = count - x
      const taken = logFactorial[x]! + logFactorial[second - x]! + logFactorial[y]! + logFactorial[first - y]!
      if (next === null) this.finish(logArc - taken)
      else {
        left[1] = second - x
        left[0] = first - y
        this.arrive(next, logArc - taken)
      }
    }
  }

  // The last column has no choice: the tables are complete.
  private finish(logArc: number): void {
    const counted = this.pathsUpTo(this.logLimit - logArc)
    if (counted > 0) this.probability += this.cumulated[counted]! * Math.exp(logArc)
  }

  private arrive(next: NetworkNodes, logArc: number): void {
    sortInto(this.left, this.sorted)
    const known = next.size
    const node = next.place(this.sorted)
    if (next.size > known) this.spent += NEW_NODE
    const counted = this.pathsUpTo(this.logLimit - logArc - next.longest[node]!)
    const arc = Math.exp(logArc)
    if (counted > 0) this.probability += this.cumulated[counted]! * arc
    if (counted === this.paths) return
    const open = this.pathsUpTo(this.logLimit - logArc - next.shortest[node]!)
    const before = next.paths.size
    for (let k = counted; k < open; k++) next.paths.add(node, this.logPast[k]! + logArc, this.ofPaths[k]! * arc)
    this.spent += Math.max(0, open - counted) + NEW_PATH * (next.paths.size - before)
  }

  // How many of the node's paths have a logPast of at most `bound`: they are the first ones.
  private pathsUpTo(bound: number): number {
    const { logPast } = this
    let low = 0
    let high = this.paths
    while (low < high) {
      const middle = (low + high) >>> 1
      if (logPast[middle]! <= bound) low = middle + 1
      else high = middle
    }
    return low
  }
}

const sortInto = (values: Int32Array, sorted: Int32Array): void => {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    let j = i - 1
    for (; j >= 0 && sorted[j]! > value; j--) sorted[j + 1] = sorted[j]!
    sorted[j + 1] = value
  }
}
