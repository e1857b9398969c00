import { expect, test } from 'vitest'
import { factsOfColumn } from '../../harmonize/acceptance/facts-of-column.js'
import { knowAgainBy } from '../../reading/know-again-by.js'
import type { TableColumn } from '../../sources/column-table.js'
import { RowsFrom } from '../../sources/row-numbers.js'
import { madeMapping } from '../harmonize/made-site.js'
import { told } from '../../words/told.js'

const mapping = madeMapping({
  files: { f: { name: 'f.csv', subject: { column: 'id' } } },
  map: { subject: { from: 'f', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } } },
})

/** A column of the words m and f. */
const sexes: TableColumn = {
  codes: Int32Array.from({ length: 40 }, (_, at) => 1 + (at % 2)),
  cells: [{ kind: 'empty' }, ...['m', 'f'].map(text => ({ kind: 'text' as const, text }))],
}

const known = (...marks: readonly string[]) =>
  new Map([['f', { marks: new Set(marks), columns: new Map([['sex', factsOfColumn(sexes, new Set())]]) }]])

/** The place where the missing column is known again, in a file whose columns all hold the same; those in capitals are mapped. */
const knownAgain = (of: ReturnType<typeof known>, missing: string, ...names: readonly string[]): unknown => {
  const headers = names.map(name => ({ written: name, plain: name, named: name !== '' && name === name.toUpperCase() }))
  const columns = names.map(() => sexes)
  const rows = new RowsFrom(2, 40)
  const table = { sheet: told`-`, header: names, notes: [], rows, columns, issues: [], ragged: [] }
  const lacking = { fileId: 'f', missing: [missing], table, headers }
  return knowAgainBy(of, mapping, plain => `mark of ${plain}`)(lacking).get(missing)
}

test('of columns that hold the same only one is asked that the last accepted export did not have and the mapping does not name', () => {
  expect(knownAgain(known('mark of old'), 'sex', 'ID', 'old', 'gender')).toBe(3)
  expect(knownAgain(known(), 'sex', 'ID', 'old', 'gender')).toBeUndefined()
})

test('a column without a header is none that a mapping could name', () => {
  expect(knownAgain(known(), 'sex', '', 'gender')).toBe(2)
})

test('a column of which nothing was kept, as an identifier, is known again by nothing', () => {
  expect(knownAgain(known(), 'name', 'ID', 'gender')).toBeUndefined()
})
