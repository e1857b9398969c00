import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { Cell } from '../../sources/source-record.js'
import type { DoorRecord } from '../support/door-record.js'
import { receivedOfRecords } from '../support/received-of-records.js'
import type { SharedRow } from '../../harmonize/shared-row.js'
import { retold, told } from '../../words/told.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { harmonizeInRows } from '../support/harmonize-in-rows.js'
import { rowsOfFates } from '../support/rows-of-fates.js'
import { madeMapping } from './made-site.js'
import { harmonizeSite as plainly } from './plain/harmonize-site.js'

const text = (value: string): Cell => ({ kind: 'text', text: value })
const number = (value: number): Cell => ({ kind: 'number', number: value, text: String(value) })
const words = (...texts: readonly string[]) => fc.constantFrom<Cell>(...texts.map(text))
const maybe = <Of>(weight: number, of: fc.Arbitrary<Of>) =>
  fc.oneof({ weight, arbitrary: of }, { weight: 1, arbitrary: fc.constant(undefined) })

const day = fc.oneof(
  {
    weight: 5,
    arbitrary: words(
      '01.03.2021',
      '01.03.2021 07:10',
      '01.03.2021 14:30',
      '02.03.2021',
      '13.03.2021',
      '03.13.2021',
      '2021-03-01',
      '31.02.2021',
      '01.01.2031',
    ),
  },
  fc.constantFrom<Cell>(
    { kind: 'date', text: '2021-03-05', date: isoDate('2021-03-05') },
    { kind: 'error', text: retold('#N/A') },
    text('NA'),
    text('soon'),
    text('03.2021'),
  ),
)
const value = fc.oneof(
  {
    weight: 4,
    arbitrary: words(
      '40',
      '41',
      '4.1',
      '38',
      '40.0',
      '4',
      '5,1',
      '1,234.5',
      '<5',
      '40 g/dL',
      '4.2H',
      '40 ↑',
      '40↓',
      '↑41L',
    ),
  },
  fc.constantFrom<Cell>(number(40), number(4.1), text('forty'), text('[identifier]'), text('NULL'), text('1e3')),
)
const cells = {
  sex: maybe(6, words('m', 'm', 'f', 'M', 'x', 'u')),
  age: maybe(6, words('60', '61', '70', '410', '6 months', '>89')),
  day: maybe(8, day),
  kind: maybe(8, words('lab', 'lab', 'response', 'lesion', 'labb', 'other', '0')),
  test: maybe(8, words('albumin', 'alb', 'afp', 'crp', 'unknown test', '?')),
  value: maybe(8, value),
  unit: maybe(4, words('g/L', 'g/dL', 'mg/L', 'ng/mL', 'furlong', 'NA')),
  other: maybe(3, value),
  hint: maybe(3, words('H', '↓', 'LH', '1', '高', 'what')),
  months: maybe(5, words('1', '2', '1,5', '2.5', '-3', 'late')),
}
const row = fc.record({
  subject: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
  link: fc.constantFrom(null, null, null, 'p', 'q'),
  held: fc.constantFrom(null, null, null, null, null, told`a row of two`),
  cells: fc.record(cells),
})
const files = fc.record({ a: fc.array(row, { maxLength: 30 }), b: fc.array(row, { maxLength: 12 }) })

const subjectBlocks = [
  { from: 'a', sex: { column: 'sex', codes: { m: 'male', f: 'female' } }, ageYears: 'age' },
  [
    { from: 'a', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } },
    { from: 'b', when: { kind: ['lab'] }, ageYears: 'age', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } },
  ],
]
const date = { column: 'day', date: ['DD.MM.YYYY'] }
const longLab = {
  ...{ from: 'a', when: { kind: ['lab'] }, date },
  test: { column: 'test', codes: { albumin: 'albumin', alb: 'albumin', afp: 'afp', crp: 'crp' } },
  result: { column: 'value', unit: { column: 'unit', codes: { 'g/L': 'g/L', 'g/dL': 'g/dL' } } },
}
const wideLab = {
  ...{ from: 'b', date },
  wide: {
    value: { test: 'albumin', unit: 'g/L' },
    other: { test: 'albumin', unit: 'g/dL', date: { column: 'day', date: ['MM.DD.YYYY', 'DD.MM.YYYY'] } },
  },
}
const flagged = { ...longLab, flag: 'hint' }
const wideFlagged = {
  ...{ from: 'b', date },
  wide: {
    value: { test: 'albumin', unit: 'g/L', flag: { column: 'hint', codes: { 1: 'high', '↓': 'low' } } },
    other: { test: 'afp', unit: 'ng/mL' },
  },
}
const labs = [
  longLab,
  wideLab,
  flagged,
  wideFlagged,
  [flagged, wideLab, { ...wideLab, from: 'a' }],
  [longLab, wideLab, { ...longLab, when: { kind: { not: ['lab'] } }, test: 'test' }],
]
const responses = [
  undefined,
  { from: 'a', when: { kind: ['response'] }, target: 'test', response: 'value', date },
  [
    { from: 'a', when: { kind: ['response', 'lab'] }, target: 'test', response: 'value', date },
    { from: 'a', target: { constant: 'alb' }, response: 'other', date: { ...date, impute: 'last' } },
  ],
]
const others = [
  {},
  {
    contact: { from: 'a', status: { constant: 'alive' }, date },
    exposure: { from: 'b', treatment: 'test', dose: { column: 'value', unit: 'mg' }, date },
  },
  {
    tumour: {
      from: 'a',
      lesion: 'test',
      location: { constant: 'liver' },
      diameter: { column: 'value', unit: 'mm' },
      date,
    },
    disposition: {
      ...{ from: 'b', when: { kind: ['0', 'lab'] }, event: { constant: 'death' } },
      date: { column: 'months', offset: 'months' },
    },
    contact: { from: 'b', when: { kind: ['labb'] }, status: 'sex', date },
  },
]
const nobodys = fc.constantFrom(
  ...[undefined, undefined, { lab: [{ test: ['afp'] }, { test: ['albumin'], flag: ['high', 'low'] }] }],
  ...[{ response: { target: ['alb'], response: ['41', '4'] }, exposure: { treatment: ['alb', 'crp'] } }],
  { contact: { status: ['m'] }, tumour: [{ lesion: ['alb'], location: ['liver'] }, { lesion: ['crp'] }] },
)
const declared = fc.constantFrom(undefined, undefined, 'one a subject', 'many a subject')

const mapping = fc
  .tuple(
    fc.constantFrom(...subjectBlocks, undefined),
    fc.constantFrom(...labs),
    fc.constantFrom(...responses),
    fc.constantFrom(...others),
    declared,
    fc.constantFrom({}, { kind: 'all others' }, { kind: ['other'] }),
    nobodys,
  )
  .map(([subject, lab, response, more, rows, passOver, nobody]): SiteMapping => {
    const file = (name: string) => ({
      name,
      subject: { column: 'id' },
      ...(rows === undefined ? {} : { rows }),
      ...(name === 'a.csv' ? { passOver } : {}),
    })
    const map = { subject, lab, response, ...more }
    return madeMapping({
      files: { a: file('a.csv'), b: file('b.csv') },
      missing: { '?': 'unknown', u: 'not recorded' },
      nobody,
      map: Object.fromEntries(Object.entries(map).filter(([, block]) => block !== undefined)),
    })
  })

type Written = typeof row extends fc.Arbitrary<infer Row> ? Row : never

const recordsOf = (file: string, rows: readonly Written[]) => ({
  fileId: file,
  file: retold(`${file}.csv`),
  records: rows.map((written, at): DoorRecord => ({
    ...{ file: retold(`${file}.csv`), sheet: told`-`, row: at + 2, subjectKey: written.subject },
    ...{ linkKey: written.link, openId: null, held: written.held },
    cells: Object.fromEntries(
      Object.entries(written.cells).flatMap(([name, cell]) => (cell === undefined ? [] : [[name, cell]])),
    ),
  })),
})

const sayings = (rows: readonly SharedRow[]): readonly string[] =>
  rows
    .map(({ domain, subjectKey, source, values }) =>
      JSON.stringify([
        domain,
        subjectKey,
        source,
        Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)),
      ]),
    )
    .sort()

const sourcesOf = (rows: readonly SharedRow[]): readonly SharedRow[] => [
  ...new Map(rows.map(row => [row.source.row, row])).values(),
]

test('columns say what the plain rules say row by row, to the letter and in the same order', () => {
  fc.assert(
    fc.property(
      mapping,
      files,
      fc.constantFrom('dates', 'day offsets'),
      fc.constantFrom(0.2, 0.6),
      fc.constantFrom(undefined, 'albumin', null),
      fc.boolean(),
      (made, { a, b }, time, share, ruled, byTime) => {
        const input = {
          mapping: made,
          study: {
            tests: {},
            time: time as 'dates',
            unusable: { share: `${share * 100} %` },
            ...(ruled === undefined ? {} : { ofDay: [{ domain: 'lab' as const, test: ruled, byTime }] }),
            deciding: [{ domain: 'lab' as const, field: 'result', where: { test: { is: 'albumin' } } }],
          },
          exports: [recordsOf('a', a), recordsOf('b', b)],
          receivedOn: isoDate('2024-03-31'),
        }
        const received = receivedOfRecords(input.exports)
        const [columns, plain] = [harmonizeInRows({ ...input, received }), plainly(input)]
        expect(sayings(columns.rows)).toEqual(sayings(plain.rows))
        expect(columns.issues).toEqual(plain.issues)
        expect(Object.entries(columns.held)).toEqual(Object.entries(plain.held))
        expect(columns.findings).toEqual(plain.findings)
        expect(columns.notes).toEqual(plain.notes)
        expect(columns.proposals).toEqual(plain.proposals)
        expect(columns.dataDate).toEqual(plain.dataDate)
        expect(rowsOfFates(columns.columns.fates)).toEqual({ a: a.length, b: b.length })
        for (const file of ['a', 'b']) {
          const shared = sourcesOf(plain.rows.filter(({ source }) => source.fileId === file))
          const held = shared.filter(({ subjectKey }) => subjectKey in plain.held)
          const { 'subject-held': ofHeld = 0, shared: stand = 0 } = columns.columns.fates[file]!
          expect([stand, ofHeld]).toEqual([shared.length - held.length, held.length])
        }
        const byKey = (one: { subjectKey: string }, other: { subjectKey: string }) =>
          one.subjectKey < other.subjectKey ? -1 : 1
        expect([...columns.subjects].sort(byKey)).toEqual([...plain.subjects].sort(byKey))
      },
    ),
    { numRuns: 300 },
  )
})
