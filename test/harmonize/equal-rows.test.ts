import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equalRows } from '../../harmonize/door/equal-rows.js'
import type { Cell, SourceRow } from '../../sources/source-record.js'
import { columnsOfRows } from '../support/source-table.js'
import { told } from '../../words/told.js'
import { equalRows as plainly } from './plain/equal-rows.js'

const cell = fc.constantFrom<Cell>(
  { kind: 'empty' },
  { kind: 'text', text: '1' },
  { kind: 'text', text: '2' },
  { kind: 'number', text: '1', number: 1 },
  { kind: 'number', text: '1', number: 1, shown: true },
)
const drawn = fc.array(fc.tuple(fc.nat(6), cell, cell), { minLength: 1, maxLength: 40 })

const rowsOf = (cells: readonly (readonly [number, Cell, Cell])[]): readonly SourceRow[] =>
  cells.map(([id, ...others], at) => ({ row: at + 2, cells: [{ kind: 'text', text: `s${id}` }, ...others] }))

const found = (rows: readonly SourceRow[], rowsAtOnce: number): readonly (number | undefined)[] => {
  const table = { sheet: told`-`, header: ['id', 'one', 'other'], notes: [], issues: [], rows }
  const earlier = equalRows(columnsOfRows(table), rowsAtOnce)
  return rows.map((_, at) => (earlier === null || earlier[at] === -1 ? undefined : rows[earlier[at]!]!.row))
}

test.each([
  ['in the order of a column', true],
  ['in any order', false],
])('rows %s that are equal to an earlier one are found among however many at once', (_, ordered) => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(1, 3, 100), (cells, rowsAtOnce) => {
      const rows = rowsOf(ordered ? cells.toSorted(([one], [other]) => one - other) : cells)
      const repeats = plainly(rows)
      expect(found(rows, rowsAtOnce)).toEqual(rows.map(row => repeats.get(row)))
    }),
    { numRuns: 300 },
  )
})
