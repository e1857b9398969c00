import { type Codes, codesFor } from '../codes.js'
import { type CountedColumn, countCodes, type TableRows } from '../columns/table-rows.js'
import type { ColumnRule } from '../read/column-rule.js'
import { severalParts } from '../read/several-parts.js'
import type { Cell } from '../../sources/source-record.js'
import type { FieldPlan } from './block-plan.js'

/** The parts of the cells of a column: for each place among them a column of its own, and which rows have one there. */
export interface PartsOfColumn {
  readonly rule: ColumnRule
  readonly columns: readonly CountedColumn[]
  /** By place, the rows that have a part there; null for the first, which every row has. */
  readonly has: readonly (Uint8Array | null)[]
}

// Cells of parts, each once; the empty one is the first.
const distinctParts = (cells: readonly (readonly Cell[])[], place: number) => {
  const distinct: Cell[] = [{ kind: 'empty' }]
  const known = new Map<string, number>()
  const codes = Int32Array.from(cells, parts => {
    const part = parts[place]
    if (part === undefined || part.kind === 'empty') return 0
    const key = JSON.stringify(part)
    const code = known.get(key) ?? distinct.push(part) - 1
    known.set(key, code)
    return code
  })
  return { distinct, codes }
}

const columnOfPart = ({ codes }: CountedColumn, parts: readonly (readonly Cell[])[], place: number): CountedColumn => {
  const { distinct, codes: partOf } = distinctParts(parts, place)
  const own: Codes = codesFor(distinct.length, codes.length)
  for (let row = 0; row < codes.length; row += 1) own[row] = partOf[codes[row]!]!
  return countCodes(own, distinct)
}

/** Takes the cells of a column apart at the signs that its rule names. */
export const partsOfColumn = (rule: ColumnRule, rows: TableRows): PartsOfColumn => {
  const column = rows.column(rule.column)
  const parts = column.cells.map(cell => severalParts(cell, rule.each ?? []))
  // Only what some row has counts.
  const most = column.order.reduce((count, code) => Math.max(count, parts[code]!.length), 1)
  const places = Array.from({ length: most }, (_, place) => place)
  return {
    rule,
    columns: places.map(place => columnOfPart(column, parts, place)),
    has: places.map(place =>
      place === 0 ? null : Uint8Array.from(column.codes, code => (parts[code]!.length > place ? 1 : 0)),
    ),
  }
}

/** The field of a block whose cells may hold several codes, null where none does. */
export const eachOf = (plans: readonly FieldPlan[]): ColumnRule | null => {
  const plan = plans.find(one => one.kind === 'column' && one.rule.each !== null)
  return plan?.kind === 'column' ? plan.rule : null
}

/** Rows of which a column has the parts at one place alone. */
export const rowsOfPart = (rows: TableRows, { rule, columns }: PartsOfColumn, place: number): TableRows => ({
  ...rows,
  column: name => (name === rule.column ? columns[place]! : rows.column(name)),
})
