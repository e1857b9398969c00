import type { ContingencyTable } from './contingency-table.js'
import { marginsOf } from './contingency-table.js'
import { sortedKey, TableNetwork } from './table-network.js'

/** Partial tables with the same remaining row totals and the same mass (log), counted. */
interface PartialTable {
  readonly mass: number
  count: number
}

type Layer = Map<string, Map<number, PartialTable>>

/**
 * Fisher's P of an r x c table by a network over its columns (Mehta and Patel 1983): partial tables with the same
 * remaining row totals and mass are merged; all their completions are counted, or dropped, at once when the bounds
 * allow. null when it takes more than `budget` steps.
 */
export function enumerateTables(table: ContingencyTable, relative: number, budget: number): number | null {
  const wide = table[0]!.length < table.length ? transpose(table) : table
  const { rows, columns } = marginsOf(wide)
  const network = new TableNetwork(rows, columns, budget)
  const limit = network.massOf(wide) + Math.log(relative)
  const start = sortedKey(rows)
  const whole = network.complete(0, start).total
  let tail = 0
  let layer: Layer = new Map([[start, new Map([[0, { mass: 0, count: 1 }]])]])
  for (let stage = 0; stage < columns.length && layer.size > 0 && !network.exhausted; stage++) {
    const next: Layer = new Map()
    for (const [key, partials] of layer) {
      const rest = network.complete(stage, key)
      for (const { mass, count } of partials.values()) {
        if (mass + rest.longest <= limit) tail += count * Math.exp(mass + rest.total - whole)
        else if (mass + rest.shortest <= limit) {
          network.expand(stage, key, (child, step) => {
            addPartial(next, child, mass + step, count)
          })
        }
      }
    }
    layer = next
  }
  return network.exhausted ? null : Math.min(1, tail)
}

function addPartial(layer: Layer, key: string, mass: number, count: number): void {
  const partials = layer.get(key) ?? new Map<number, PartialTable>()
  layer.set(key, partials)
  const rounded = Math.round(mass * 1e10)
  const found = partials.get(rounded)
  if (found === undefined) partials.set(rounded, { mass, count })
  else found.count += count
}

function transpose(table: ContingencyTable): ContingencyTable {
  return table[0]!.map((_, j) => table.map((row) => row[j]!))
}
