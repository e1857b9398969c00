import { logGamma } from '../distributions/stirling.js'
import type { ContingencyTable } from './contingency-table.js'

/** The ways to finish a table from given remaining row totals: the mass (log) of all, of the likeliest, of the least likely. */
export interface Completion {
  readonly total: number
  readonly longest: number
  readonly shortest: number
}

/** The network of Mehta and Patel (1983): a node is what is left of the row totals, a step fills one more column. */
export class TableNetwork {
  private readonly stages: readonly number[]
  private readonly logFactorial: Float64Array
  private readonly memory: readonly Map<string, Completion>[]
  private steps = 0

  constructor(
    rows: readonly number[],
    columns: readonly number[],
    private readonly budget: number,
  ) {
    this.stages = [...columns].sort((a, b) => b - a)
    this.logFactorial = Float64Array.from({ length: Math.max(...rows, ...columns) + 1 }, (_, k) => logGamma(k + 1))
    this.memory = this.stages.map(() => new Map<string, Completion>())
  }

  /** Whether the budget is used up: then nothing that the network says may be used. */
  get exhausted(): boolean {
    return this.steps > this.budget
  }

  /** log of the product of 1 / cell! of a table, its probability up to a constant. */
  massOf(table: ContingencyTable): number {
    let mass = 0
    for (const row of table) for (const cell of row) mass -= this.logFactorial[cell]!
    return mass
  }

  /** Visits every way to fill the column of a stage: the node that is left, and the mass of the step. */
  expand(stage: number, key: string, visit: (child: string, step: number) => void): void {
    const rest = key.split(',').map(Number)
    const left = [...rest]
    const last = rest.length - 1
    const place = (i: number, count: number, step: number): void => {
      if (this.exhausted) return
      if (i === last) {
        if (count > rest[last]!) return
        this.steps++
        left[last] = rest[last]! - count
        visit(sortedKey(left), step - this.logFactorial[count]!)
        return
      }
      let room = 0
      for (let k = i + 1; k <= last; k++) room += rest[k]!
      for (let x = Math.max(0, count - room); x <= Math.min(count, rest[i]!); x++) {
        left[i] = rest[i]! - x
        place(i + 1, count - x, step - this.logFactorial[x]!)
      }
    }
    place(0, this.stages[stage]!, 0)
  }

  /** The completions from a node on; known ones are remembered. */
  complete(stage: number, key: string): Completion {
    if (stage === this.stages.length) return { total: 0, longest: 0, shortest: 0 }
    const known = this.memory[stage]!.get(key)
    if (known !== undefined) return known
    let longest = -Infinity
    let shortest = Infinity
    this.expand(stage, key, (child, step) => {
      const rest = this.complete(stage + 1, child)
      longest = Math.max(longest, step + rest.longest)
      shortest = Math.min(shortest, step + rest.shortest)
    })
    const completion = { total: this.totalMass(stage, key), longest, shortest }
    this.memory[stage]!.set(key, completion)
    return completion
  }

  // The sum over all tables with given margins of the product of 1 / cell! is N! / (product of the margins' factorials).
  private totalMass(stage: number, key: string): number {
    const rows = key.split(',').map(Number)
    let mass = logGamma(rows.reduce((sum, count) => sum + count, 0) + 1)
    for (const count of [...this.stages.slice(stage), ...rows]) mass -= this.logFactorial[count]!
    return mass
  }
}

/** A node's name: the remaining row totals, sorted, as their order does not matter. */
export function sortedKey(counts: readonly number[]): string {
  return [...counts].sort((a, b) => a - b).join(',')
}
