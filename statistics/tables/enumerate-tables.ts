import { logGamma } from '../distributions/stirling.js'
import type { ContingencyTable } from './contingency-table.js'
import { marginsOf } from './contingency-table.js'

/** The ways to finish a table from given remaining row totals: the mass of all, of the likeliest and of the least likely (log). */
interface Completion {
  readonly total: number
  readonly longest: number
  readonly shortest: number
}

/**
 * Fisher's P of an r x c table by a network over its columns (Mehta and Patel 1983): partial tables with the same remaining row totals
 * and mass are merged; all their completions are counted, or dropped, at once when the bounds allow. null when it takes more than
 * `budget` steps.
 */
export function enumerateTables(table: ContingencyTable, relative: number, budget: number): number | null {
  const wide = (table[0] as readonly number[]).length < table.length ? transpose(table) : table
  const { rows, columns } = marginsOf(wide)
  const stages = [...columns].sort((a, b) => b - a)
  const logFactorial = Float64Array.from({ length: Math.max(...rows, ...columns) + 1 }, (_, k) => logGamma(k + 1))
  const network = createNetwork(stages, logFactorial, budget)
  let observed = 0
  for (const row of wide) for (const cell of row) observed -= logFactorial[cell] as number
  const limit = observed + Math.log(relative)
  const start = sortedKey(rows)
  const whole = network.complete(0, start)
  if (whole === null) return null
  let tail = 0
  let layer = new Map<string, Map<number, Partial>>([[start, new Map([[0, { mass: 0, count: 1 }]])]])
  for (let stage = 0; stage < stages.length && layer.size > 0; stage++) {
    const next = new Map<string, Map<number, Partial>>()
    for (const [key, partials] of layer) {
      const rest = network.complete(stage, key)
      if (rest === null) return null
      for (const { mass, count } of partials.values()) {
        if (mass + rest.longest <= limit) tail += count * Math.exp(mass + rest.total - whole.total)
        else if (mass + rest.shortest <= limit && !network.expand(stage, key, (child, step) => addPartial(next, child, mass + step, count))) return null
      }
    }
    layer = next
  }
  return Math.min(1, tail)
}

interface Partial {
  readonly mass: number
  count: number
}

function addPartial(layer: Map<string, Map<number, Partial>>, key: string, mass: number, count: number): void {
  let partials = layer.get(key)
  if (partials === undefined) layer.set(key, (partials = new Map()))
  const rounded = Math.round(mass * 1e10)
  const found = partials.get(rounded)
  if (found === undefined) partials.set(rounded, { mass, count })
  else found.count += count
}

function createNetwork(stages: readonly number[], logFactorial: Float64Array, budget: number) {
  const memory = stages.map(() => new Map<string, Completion>())
  let steps = 0
  const expand = (stage: number, key: string, visit: (child: string, step: number) => void): boolean => {
    const rest = parseKey(key)
    const after = stages.slice(stage + 1).reduce((sum, count) => sum + count, 0)
    const taken = new Array<number>(rest.length).fill(0)
    const place = (i: number, left: number, step: number): boolean => {
      if (i === rest.length - 1) {
        if (left > (rest[i] as number)) return true
        if (++steps > budget) return false
        taken[i] = left
        visit(sortedKey(rest.map((total, k) => total - (taken[k] as number))), step - (logFactorial[left] as number))
        return true
      }
      let room = 0
      for (let k = i + 1; k < rest.length; k++) room += rest[k] as number
      for (let x = Math.max(0, left - room); x <= Math.min(left, rest[i] as number); x++) {
        taken[i] = x
        if (!place(i + 1, left - x, step - (logFactorial[x] as number))) return false
      }
      return true
    }
    return after < 0 ? true : place(0, stages[stage] as number, 0)
  }
  const complete = (stage: number, key: string): Completion | null => {
    if (stage === stages.length) return { total: 0, longest: 0, shortest: 0 }
    const known = memory[stage]?.get(key)
    if (known !== undefined) return known
    let longest = -Infinity
    let shortest = Infinity
    let failed = false
    const done = expand(stage, key, (child, step) => {
      const rest = failed ? null : complete(stage + 1, child)
      if (rest === null) {
        failed = true
        return
      }
      longest = Math.max(longest, step + rest.longest)
      shortest = Math.min(shortest, step + rest.shortest)
    })
    if (!done || failed) return null
    const completion = { total: totalMass(stages.slice(stage), parseKey(key), logFactorial), longest, shortest }
    memory[stage]?.set(key, completion)
    return completion
  }
  return { expand, complete }
}

// The sum over all tables with given margins of the product of 1 / cell! is N! / (product of the margins' factorials).
function totalMass(columns: readonly number[], rows: readonly number[], logFactorial: Float64Array): number {
  const n = rows.reduce((sum, count) => sum + count, 0)
  let mass = logGamma(n + 1)
  for (const count of [...columns, ...rows]) mass -= logFactorial[count] as number
  return mass
}

function sortedKey(counts: readonly number[]): string {
  return [...counts].sort((a, b) => a - b).join(',')
}

function parseKey(key: string): number[] {
  return key.split(',').map(Number)
}

function transpose(table: ContingencyTable): ContingencyTable {
  return (table[0] as readonly number[]).map((_, j) => table.map((row) => row[j] as number))
}
