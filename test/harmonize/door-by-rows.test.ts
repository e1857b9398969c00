import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import type { Cell, SourceRow } from '../../sources/source-record.js'
import { told } from '../../words/told.js'
import { passRows, type RowsInput } from '../support/pass-rows.js'
import { columnsOfRows, inRuns, type SourceTable } from '../support/source-table.js'
import { rowsOfFates } from '../support/rows-of-fates.js'
import type { ReceivedTable } from '../../harmonize/received-site.js'
import { madeMapping } from './made-site.js'
import { passDoor as passRowByRow } from './plain/door.js'

/** The door over columns against the door row by row, in tables that are all trouble. */
const text = (value: string): Cell => (value === '' ? { kind: 'empty' } : { kind: 'text', text: value })
const number = (value: number, as = String(value)): Cell => ({ kind: 'number', number: value, text: as })

const ids = [
  ...[
    'N001',
    'n001',
    ' N001',
    'N-001',
    'N.001',
    'N1',
    'N002',
    'Ｎ００２',
    'N003',
    '007',
    '7',
    '0012',
    '12',
    '13',
    '1001',
    '1001.0',
  ],
  ...['="1002"', '', '-', 'Total', '合计', '制表：李明', 'test', '12345', '1E+17', '110105194912310000', 'id', 'ID '],
  ...['11010519491231002X', '110105491231002', '110105194912310028', '2021-03-05', 'P5', 'A B C sentence here.'],
].map(text)
const idCells = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ids) },
  fc.constantFrom<Cell>(number(7), number(1001), number(1.5), number(110105194912310000), {
    kind: 'error',
    text: told`a merged cell without its value`,
  }),
  fc.constant<Cell>({ kind: 'date', text: '2021-03-05', date: isoDate('2021-03-05') }),
)

const names = fc.constantFrom(...['', '欧阳小明', 'Wang Li', 'LI', 'N001', '13812345678', 'm'].map(text))

const said = fc.oneof(
  fc
    .constantFrom(
      ...[
        '',
        'm',
        'f',
        'M',
        'sex',
        'N001 seen',
        'n-001',
        '1001',
        '01001',
        'Wang Li',
        'with li wang',
        '欧阳小明 来',
        '5',
        '5.0',
      ],
      ...[
        '13812345678',
        '138 1234 5678',
        '11010519491231002X',
        'x@y.org',
        '2021-03-05',
        '欧 阳小明',
        'unlisted',
        'zz',
        'alb',
      ],
    )
    .map(text),
  fc.constantFrom(number(5), number(5, '5.0'), number(1001), number(13812345678), number(2e17, '2E+17')),
  fc.constant<Cell>({ kind: 'number', number: 38, text: '38Zenovia', shown: true }),
)

const header = ['id', 'name', 'national', 'sex', 'alb', 'day', 'free']
const rowOf = fc.tuple(idCells, names, idCells, said, said, said, said)
// The header again, whole or with gaps.
const headerRow = fc
  .tuple(...header.map(() => fc.integer({ min: 0, max: 3 })))
  .map(filled => header.map((name, at): Cell => text(filled[at] === 0 ? '' : name)))
const halfHeader = fc
  .tuple(...header.map(() => fc.boolean()))
  .map(filled => header.map((name, at): Cell => text(at > 0 && filled[at] === true ? name : '')))

const tableOf = (sheet: string): fc.Arbitrary<SourceTable> =>
  fc
    .tuple(
      fc.array(fc.oneof({ weight: 9, arbitrary: rowOf }, headerRow, halfHeader), { minLength: 1, maxLength: 14 }),
      // Rows that come again, wherever they stood.
      fc.array(fc.nat(13), { maxLength: 4 }),
      fc.array(fc.tuple(idCells, said), { maxLength: 2 }),
    )
    .map(([rows, again, ragged]): SourceTable => {
      const all = [...rows, ...again.flatMap(at => (rows[at] === undefined ? [] : [rows[at]]))]
      const places = ragged.map((cells, at): SourceRow => ({ row: all.length + at + 2, cells }))
      return {
        sheet: sheet === 'a' ? told`a` : told`b`,
        header,
        notes: [told`read`],
        rows: all.map((cells, at) => ({ row: at + 2, cells })),
        ragged: places,
        issues: places.map(({ row }) => ({ row, column: null, kind: 'ragged row', message: told`2 cells` })),
      }
    })

const map = {
  subject: { from: 'p', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } },
  lab: { from: 'v', test: { constant: 'albumin' }, result: { column: 'alb', unit: 'g/L' }, date: 'day' },
  disease: { from: 'v', stage: 'sex' },
  tumour: { from: 'v', when: { free: ['alb', 'zz'] }, location: 'free', date: 'day' },
}
const files = { p: { name: 'p.csv', subject: { column: 'id' } }, v: { name: 'v.csv', subject: { column: 'id' } } }
const many = { p: { ...files.p, rows: 'many a subject' }, v: { ...files.v, rows: 'many a subject' } }
const identifiers = { link: { file: 'p', column: 'national' }, drop: { p: ['name'] } }

const mappings: readonly (readonly [string, SiteMapping])[] = [
  ['hashed ids', madeMapping({ files, map, identifiers })],
  ['several rows a subject', madeMapping({ files: many, map, identifiers })],
  ['ids that are real', madeMapping({ files, map, identifiers: { ...identifiers, real: ['Total', '12*'] } })],
  ['open ids', madeMapping({ files, map, identifiers: { nonIdentifying: true, drop: { v: ['name'] } } })],
  [
    'rows that are subjects by their number',
    madeMapping({ files: { ...files, p: { name: 'p.csv', subject: 'row number', header: 2 } }, map, identifiers }),
  ],
]

const codeless = { 'disease.stage': ['i', 'ii'], 'tumour.location': ['lung'] }

/** Cells and link ids that no row has: they would be stored with the others. */
const cellsOfNobody = ({ columns, links, linkKeys }: ReceivedTable) => [
  ...[...columns.values()].flatMap(({ codes, cells }) => {
    const met = new Set(codes).add(0)
    return cells.filter((_, code) => !met.has(code))
  }),
  ...linkKeys.filter((_, link) => !new Set(links).has(link)),
]

describe('columns pass the door as their rows would one by one', () => {
  test.each(mappings)('with %s', (_, mapping) => {
    fc.assert(
      fc.property(tableOf('a'), tableOf('b'), fc.boolean(), (people, visits, local) => {
        const input = {
          study: 's',
          mapping,
          key: identityKey({}, 'synthetic'),
          tables: [
            { fileId: 'p', file: told`p.csv`, table: people },
            { fileId: 'v', file: told`v.csv`, table: visits },
          ],
          share: 0.5,
          codeless,
          local,
        } satisfies RowsInput
        const whole = passRows(input)
        const runs = input.tables.map(one => ({ ...one, table: inRuns(columnsOfRows(one.table)) }))
        expect(passRows({ ...input, tables: runs })).toEqual(whole)
        const { received, fates, ...passed } = whole
        expect(passed).toEqual(passRowByRow(input))
        expect([...received.subjects.keys].sort()).toEqual(received.subjects.keys)
        expect(new Set(received.subjects.keys).size).toBe(received.subjects.keys.length)
        for (const table of received.tables) expect(cellsOfNobody(table)).toEqual([])
        expect(rowsOfFates(fates)).toEqual({
          p: people.rows.length + people.issues.length - received.tables[0]!.count,
          v: visits.rows.length + visits.issues.length - received.tables[1]!.count,
        })
      }),
      { numRuns: 300 },
    )
  })
})

test('a cell that no row has does not pass, although every row does', () => {
  const [id, sex] = [
    ['N001', 'N002'],
    ['f', 'm'],
  ].map(texts => [text(''), ...texts.map(text)])
  const { received } = passRows({
    study: 's',
    mapping: madeMapping({ files: { p: files.p }, map: { subject: map.subject } }),
    key: identityKey({}, 'synthetic'),
    tables: [
      {
        fileId: 'p',
        file: told`p.csv`,
        table: {
          ...{ sheet: told`a`, header: ['id', 'sex'], notes: [], issues: [], ragged: [] },
          rows: Int32Array.of(2, 3),
          columns: [
            { codes: Uint8Array.of(1, 2), cells: id! },
            { codes: Uint8Array.of(1, 1), cells: sex! },
          ],
        },
      },
    ],
  })
  expect(received.tables[0]?.count).toBe(2)
  expect(received.tables[0]?.columns.get('sex')?.cells).toEqual([text(''), text('f')])
})
