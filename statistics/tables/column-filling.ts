import type { NetworkNodes } from './network-nodes.js'

/** Fills the columns of a network of tables and adds up what is no likelier than the limit. */
export class ColumnFilling {
  /** The probability of all tables counted so far. */
  probability = 0
  private steps = 0
  private next: NetworkNodes | null = null
  // The node that is left: its row totals and what the rows below each can take, its paths by ascending log mass.
  private totals: Int32Array = new Int32Array(0)
  private readonly room: Int32Array
  private logMass: Float64Array = new Float64Array(0)
  private weight: Float64Array = new Float64Array(0)
  private cumulated = new Float64Array(1)
  private paths = 0
  // The node that is reached.
  private readonly left: Int32Array
  private readonly sorted: Int32Array

  constructor(
    private readonly width: number,
    private readonly logFactorial: Float64Array,
    private readonly limit: number,
    private readonly budget: number,
  ) {
    this.room = new Int32Array(width)
    this.left = new Int32Array(width)
    this.sorted = new Int32Array(width)
  }

  /** Whether the budget is used up: then the probability is not complete. */
  get exhausted(): boolean {
    return this.steps > this.budget
  }

  /** Fills a column in all ways from all nodes, into the nodes of the next stage, or to the end when there is none. */
  fill(from: NetworkNodes, column: number, next: NetworkNodes | null): void {
    const { width, logFactorial } = this
    const { start, logMass, weight } = from.paths.sorted(from.size)
    this.next = next
    this.cumulated = new Float64Array(logMass.length + 1)
    for (let node = 0; node < from.size && !this.exhausted; node++) {
      const end = start[node + 1]!
      this.paths = end - start[node]!
      if (this.paths === 0) continue
      this.logMass = logMass.subarray(start[node], end)
      this.weight = weight.subarray(start[node], end)
      for (let k = 0; k < this.paths; k++) this.cumulated[k + 1] = this.cumulated[k]! + this.weight[k]!
      this.totals = from.left.subarray(node * width, (node + 1) * width)
      let total = 0
      let mass = 0
      for (let i = 0; i < width; i++) {
        this.room[i] = total
        total += this.totals[i]!
        mass += logFactorial[this.totals[i]!]!
      }
      mass += logFactorial[column]! + logFactorial[total - column]! - logFactorial[total]!
      this.fillRow(width - 1, column, mass)
    }
  }

  // The rows from i down take `count` subjects of the column; `mass` grows to the column's log hypergeometric one.
  private fillRow(i: number, count: number, mass: number): void {
    const { logFactorial } = this
    const total = this.totals[i]!
    const least = Math.max(0, count - this.room[i]!)
    const most = Math.min(count, total)
    if (i === 1) {
      this.fillLastRows(count, mass, least, most)
      return
    }
    for (let x = least; x <= most; x++) {
      if (this.exhausted) return
      this.left[i] = total - x
      this.fillRow(i - 1, count - x, mass - logFactorial[x]! - logFactorial[total - x]!)
    }
  }

  // The second row takes from `least` to `most` subjects, the first what is left.
  private fillLastRows(count: number, mass: number, least: number, most: number): void {
    const { logFactorial, left, next } = this
    const second = this.totals[1]!
    const first = this.totals[0]!
    this.steps += most - least + 1
    for (let x = least; x <= most && !this.exhausted; x++) {
      const y = count - x
      const taken = logFactorial[x]! + logFactorial[second - x]! + logFactorial[y]! + logFactorial[first - y]!
      if (next === null) this.finish(mass - taken)
      else {
        left[1] = second - x
        left[0] = first - y
        this.arrive(next, mass - taken)
      }
    }
  }

  // The last column has no choice: the tables are complete.
  private finish(step: number): void {
    const counted = this.pathsUpTo(this.limit - step)
    if (counted > 0) this.probability += this.cumulated[counted]! * Math.exp(step)
  }

  private arrive(next: NetworkNodes, step: number): void {
    sortInto(this.left, this.sorted)
    const known = next.size
    const node = next.place(this.sorted)
    if (next.size > known) this.steps += NEW_NODE
    const counted = this.pathsUpTo(this.limit - step - next.longest[node]!)
    const chance = Math.exp(step)
    if (counted > 0) this.probability += this.cumulated[counted]! * chance
    if (counted === this.paths) return
    const open = this.pathsUpTo(this.limit - step - next.shortest[node]!)
    const before = next.paths.size
    for (let k = counted; k < open; k++) next.paths.add(node, this.logMass[k]! + step, this.weight[k]! * chance)
    this.steps += Math.max(0, open - counted) + NEW_PATH * (next.paths.size - before)
  }

  private pathsUpTo(bound: number): number {
    const { logMass } = this
    let low = 0
    let high = this.paths
    while (low < high) {
      const middle = (low + high) >>> 1
      if (logMass[middle]! <= bound) low = middle + 1
      else high = middle
    }
    return low
  }
}

// What a node that is new (its bounds) and a path that is kept (memory, sorting) cost more than known ones, in steps.
const NEW_NODE = 50
const NEW_PATH = 10

const sortInto = (values: Int32Array, sorted: Int32Array): void => {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    let j = i - 1
    for (; j >= 0 && sorted[j]! > value; j--) sorted[j + 1] = sorted[j]!
    sorted[j + 1] = value
  }
}
