import { ColumnFilling } from './column-filling.js'
import type { ContingencyTable } from './contingency-table.js'
import { marginsOf } from './contingency-table.js'
import { logFactorials, logTableMass } from './log-factorials.js'
import { NetworkNodes } from './network-nodes.js'
import { PathBounds } from './path-bounds.js'

/**
 * The probability of all tables with the margins of the given one that are no likelier than it (times exp(tolerance)),
 * by the network of Mehta and Patel (1983): the columns are filled one after the other, the smallest first so that the
 * largest, which then has no choice, costs nothing. All that matters of a filled part is what it leaves of the row
 * totals (the node) and its probability: equal ones are merged, and as soon as bounds on what can follow put all
 * completions of a part on one side of the observed table, they are counted, or dropped, at once. The table is turned
 * so that its shorter side is the rows. null when it would take more than `budget` steps (15 to 70 ns each, see
 * column-filling.ts, which also has the formulas). test/statistics/plain/fisher.ts fills all tables one by one instead.
 */
export const enumerateTables = (table: ContingencyTable, tolerance: number, budget: number): number | null => {
  const margins = marginsOf(table)
  const logFactorial = logFactorials(margins.total)
  const logLimit = logTableMass(table, margins, logFactorial) + tolerance
  const [rows, columns] = turned(ascending(margins.rows), ascending(margins.columns))
  const radix = radixOf(rows)
  if (radix === null) return null
  let nodes = new NetworkNodes(radix, null)
  nodes.paths.add(nodes.place(Int32Array.from(rows)), 0, 1)
  const filling = new ColumnFilling(rows.length, logFactorial, logLimit, budget)
  columns.slice(0, -1).forEach((column, stage) => {
    const rest = columns.slice(stage + 1)
    const next = rest.length === 1 ? null : new NetworkNodes(radix, new PathBounds(rest, logFactorial))
    if (!filling.exhausted) filling.fill(nodes, column, next)
    if (next !== null) nodes = next
  })
  return filling.exhausted ? null : Math.min(1, filling.probability)
}

const ascending = (counts: readonly number[]): readonly number[] => [...counts].sort((a, b) => a - b)

// Equally long sides are distinguished by their counts, so that a turned table takes the same way.
const turned = (
  rows: readonly number[],
  columns: readonly number[],
): readonly [readonly number[], readonly number[]] => {
  const differing = rows.findIndex((count, i) => count !== columns[i])
  const keep =
    rows.length === columns.length
      ? differing < 0 || rows[differing]! < columns[differing]!
      : rows.length < columns.length
  return keep ? [rows, columns] : [columns, rows]
}

// Of ascending remainders the k-th is at most the k-th row total. The last one follows from the others. null when a
// node's number would not fit into a double.
const radixOf = (rows: readonly number[]): Float64Array | null => {
  const radix = new Float64Array(rows.length)
  let place = 1
  for (let i = 0; i < rows.length - 1; i++) {
    radix[i] = place
    place *= rows[i]! + 1
  }
  return place <= Number.MAX_SAFE_INTEGER ? radix : null
}
