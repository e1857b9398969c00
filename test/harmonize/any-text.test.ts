import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passRows } from '../support/pass-rows.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import type { Cell } from '../../sources/source-record.js'
import { madeMapping } from './made-site.js'
import { retold, told } from '../../words/told.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { harmonizeInRows } from '../support/harmonize-in-rows.js'
import { rowText } from './plain/natural-key.js'

const mapping = madeMapping({
  files: { f: { name: 'f.csv', subject: { column: 'id' } } },
  identifiers: { drop: { f: ['name'] }, link: { file: 'f', column: 'national' } },
  map: {
    subject: { from: 'f', sex: { column: 'a', codes: { m: 'male' } }, birthDate: 'b', ageYears: 'c' },
    lab: { from: 'f', test: { constant: 'albumin' }, result: { column: 'c', unit: { column: 'd' } }, date: 'b' },
    tumour: { from: 'f', location: 'a', diameter: { column: 'c', unit: 'mm' } },
  },
})

const header = ['id', 'name', 'national', 'a', 'b', 'c', 'd']

const piece = fc.constantFrom(
  '',
  ' ',
  '1',
  '12',
  '1,210',
  '2021',
  '-',
  '/',
  '年',
  '月',
  '日',
  'g/L',
  '<',
  '≥',
  '.',
  '１',
  '＋',
  '王小明',
  '无',
  'm',
  'e5',
  '0x',
  'NaN',
  '\u00a0',
  '\n',
  '1e400',
)

const textual = (text: string): Cell => (text.trim() === '' ? { kind: 'empty' } : { kind: 'text', text })

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map(parts => textual(parts.join(''))),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map(textual),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map(given => given + 0)
    .map((number): Cell => ({ kind: 'number', number, text: String(number) })),
  fc.constantFrom<Cell>(
    { kind: 'error', text: retold('#N/A') },
    { kind: 'date', text: '2021-03-05', date: isoDate('2021-03-05') },
  ),
)

const id = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<Cell>(...['A', 'B', ' b', 'Ｃ'].map((text): Cell => ({ kind: 'text', text }))),
  },
  cell,
)

const rows = fc.array(fc.tuple(id, cell, cell, cell, cell, cell, cell), { maxLength: 12 })

const harmonize = (cells: readonly (readonly Cell[])[]) => {
  const table = {
    sheet: retold('-'),
    header,
    notes: [],
    issues: [],
    rows: cells.map((row, index) => ({ row: index + 2, cells: row })),
  }
  const door = passRows({
    study: 's',
    mapping,
    key: identityKey({}, 'synthetic'),
    tables: [{ fileId: 'f', file: told`f.csv`, table }],
  })
  return {
    door,
    site: harmonizeInRows({
      study: { tests: {}, time: 'dates' },
      mapping,
      received: door.received,
      receivedOn: isoDate('2024-03-31'),
    }),
  }
}

test('whatever the cells hold, nothing is thrown and every number is finite, every day a day not after the export', () => {
  fc.assert(
    fc.property(rows, cells => {
      for (const { values } of harmonize(cells).site.rows) {
        for (const value of Object.values(values)) {
          if (value.kind === 'quantity' || value.kind === 'number') expect(Number.isFinite(value.number)).toBe(true)
          if (value.kind === 'day') expect(value.date).toMatch(/^(18[89]|19\d|20[012])\d-\d{2}-\d{2}$/)
          if (value.kind === 'day') expect(String(value.date) <= '2024-03-31').toBe(true)
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('every held value has an issue of its cell or a finding of its column, and a stored record comes back from JSON as it was', () => {
  let heldValues = 0
  fc.assert(
    fc.property(rows, cells => {
      const { door, site } = harmonize(cells)
      for (const { source, values } of site.rows) {
        const held = Object.values(values).filter(value => value.kind === 'missing' && value.reason === 'held')
        const issues = site.issues.filter(({ row, effect }) => row === source.row && effect === 'value held')
        heldValues += held.length
        if (held.length > 0) expect(issues.length + site.findings.length).toBeGreaterThan(0)
      }
      const records = door.files.flatMap(file => file.records)
      expect(JSON.parse(JSON.stringify(records))).toEqual(records)
    }),
    { numRuns: 200 },
  )
  expect(heldValues).toBeGreaterThan(0)
})

test("the order of a file's rows decides nothing but the order of what comes out", () => {
  fc.assert(
    fc.property(rows, cells => {
      const says = (result: ReturnType<typeof harmonize>): readonly string[] =>
        result.site.rows.map(row => `${row.domain} ${row.subjectKey} ${rowText(row)}`).sort()
      const held = (result: ReturnType<typeof harmonize>): readonly string[] => Object.keys(result.site.held).sort()
      const [forward, backward] = [harmonize(cells), harmonize([...cells].reverse())]
      expect(held(backward)).toEqual(held(forward))
      expect(says(backward)).toEqual(says(forward))
    }),
    { numRuns: 200 },
  )
})
