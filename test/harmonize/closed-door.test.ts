import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { passRows } from '../support/pass-rows.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import { codelessWords } from '../../protocol/facts/codeless-words.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { readSite } from '../../sources/read-site.js'
import type { Cell } from '../../sources/source-record.js'
import { told } from '../../words/told.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const text = (value: string): Cell => ({ kind: 'text', text: value })
const number = (value: number): Cell => ({ kind: 'number', number: value, text: String(value) })

/** A file with a column of every kind of use, each of which a hospital may fill with anything. */
const columns = [
  'id',
  'name',
  'mrn',
  'sex',
  'stage',
  'place',
  'lesion',
  'kind',
  'unit',
  'value',
  'born',
  'age',
  'standing',
] as const

const mapping = madeMapping({
  files: { p: { name: 'p.xlsx', subject: { column: 'id' } } },
  identifiers: { drop: { p: ['name', 'mrn'] } },
  dataDate: { file: 'p', column: 'standing', date: ['YYYY-MM-DD'] },
  map: {
    subject: {
      from: 'p',
      sex: { column: 'sex', codes: { m: 'male', f: 'female' } },
      birthDate: 'born',
      ageYears: 'age',
    },
    disease: { from: 'p', stage: 'stage' },
    tumour: { from: 'p', lesion: 'lesion', location: 'place', date: 'born' },
    lab: {
      from: 'p',
      when: { kind: ['blood', 'serum'] },
      test: { constant: 'albumin' },
      result: { column: 'value', unit: { column: 'unit' } },
      date: 'born',
    },
  },
})

const codeless = { 'disease.stage': ['i', 'ii', 'iiib'], 'tumour.location': ['lung', '肝'] }

const passed = (row: Partial<Record<(typeof columns)[number], Cell>>) => {
  const cells = columns.map((column): Cell => row[column] ?? (column === 'id' ? text('ZY2001') : { kind: 'empty' }))
  const table = { sheet: told`a`, header: columns, notes: [], issues: [], rows: [{ row: 2, cells }] }
  const tables = [{ fileId: 'p', file: told`p.xlsx`, table }]
  const door = passRows({ study: 's', mapping, key: identityKey({}, 'synthetic'), tables, codeless })
  return { door, cells: door.files[0]?.records[0]?.cells ?? {} }
}

const mapped = columns.slice(3)

// What no declared identifier is: of persons and places, in several languages, as texts and as numbers.
const undeclared: readonly (readonly [string, Cell])[] = [
  ['a Chinese name', text('张伟')],
  ['a name in words', text('其子李明陪同就诊')],
  ['a short Latin name', text('Li')],
  ['a name with a space', text('Eva Toth')],
  ['a Cyrillic name', text('Иванов Пётр')],
  ['a Japanese name', text('山田太郎')],
  ['a Korean name', text('김민수')],
  ['a name and a number', text('Toth 12')],
  ['a mobile number as a number', number(13812345678)],
  ['a mobile number in groups', text('138 1234 5678')],
  ['a landline', text('0513-85051234')],
  ['a number abroad', text('+49 171 2345678')],
  ['an address of mail', text('anna.meier@klinik.example.org')],
  ['a resident id of 18 signs', text('11010519491231002X')],
  ['a resident id of 15 digits', text('110105491231002')],
  ['a Chinese address', text('海门市幸福路12号3室')],
  ['an English address', text('12 Mill Lane, Ashford')],
  ['a German address', text('Hauptstraße 5')],
  ['another record number', text('病案号：20230456')],
  ['free words', text('seen with her husband Karl')],
]

/** A number of a workbook as its format shows it. */
const shown = (value: number, as: string): Cell => ({ kind: 'number', number: value, text: as, shown: true })

describe('H7: words that a number format writes beside a number never reach the database', () => {
  test.each(['38Zenovia', 'Zenovia 38', '38 张伟', 'Иванов 38', '38 김민수', '38 (Dr Toth)'])('%s', as => {
    for (const column of ['value', 'age', 'born', 'standing']) {
      const stored = JSON.stringify(passed({ [column]: shown(38, as) }).door)
      expect([column, /Zenovia|张伟|Иванов|김민수|Toth/.test(stored)]).toEqual([column, false])
    }
  })

  test.each(['38%', '38 g/L', '<38', '0038', '38.0'])('%s stays as it is shown', as => {
    expect(passed({ value: shown(38, as) }).cells['value']).toEqual(shown(38, as))
  })
})

describe('H7: a text that is no word of its column never reaches the database', () => {
  test.each(undeclared)('%s, in any column', (_, cell) => {
    const shown = cell.kind === 'empty' ? '' : cell.text
    const parts = shown.split(/[^\p{L}\p{N}@]+/u).filter(part => part.length >= 3 || /\p{Script=Han}{2}/u.test(part))
    for (const column of mapped) {
      const { door, cells } = passed({ [column]: cell })
      expect([column, JSON.stringify(door).includes(shown)]).toEqual([column, false])
      const stored = JSON.stringify(cells).replaceAll(/text-[0-9a-f]{12}|unlisted [0-9a-f]{12}/g, '')
      // Of numbers among words a measuring column may keep some digits; of words nothing is left.
      for (const part of parts.filter(one => /\p{L}/u.test(one))) {
        expect([column, part, stored.includes(part)]).toEqual([column, part, false])
      }
    }
  })

  test('it is held as unlisted, with the nearest that is listed, and equal texts stay equal', async () => {
    const site = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: {
        subject: { from: 's', sex: { column: 'sex', codes: { male: 'male', female: 'female' } } },
        tumour: { from: 's', lesion: 'lesion', group: { constant: 'lung' } },
      },
    })
    const {
      door,
      issues,
      site: read,
    } = await harmonizeTexts(site, {
      s: 'id,sex,lesion\na1,femal,upper left\na2,Karl,Upper  left\na3,Karl,other\na4,male,L1\n',
    })
    expect(
      issues.filter(({ column }) => column === 'sex').map(({ row, kind, message }) => [row, kind, message]),
    ).toEqual([
      [2, 'unlisted-code', "a text that is not among the 2 that the mapping lists; the nearest is 'female'"],
      [3, 'unlisted-code', 'a text that is not among the 2 that the mapping lists'],
      [4, 'unlisted-code', 'a text that is not among the 2 that the mapping lists'],
    ])
    const lesions = read.rows.flatMap(({ values: { lesion } }) => (lesion?.kind === 'code' ? [lesion.code] : []))
    expect([lesions[0] === lesions[1], lesions[0] === lesions[2], lesions[3]]).toEqual([true, false, 'L1'])
    expect(JSON.stringify([door.files, read])).not.toMatch(/Karl|femal[^e]|left|other/)
  })

  test('the label differs by study and key, and no one without the key finds the text by it', () => {
    const label = (study: string, secret: string): unknown => {
      const cells = columns.map((column): Cell => text(column === 'id' ? 'a1' : column === 'place' ? 'somewhere' : ''))
      const table = { sheet: told`a`, header: columns, notes: [], issues: [], rows: [{ row: 2, cells }] }
      const key = identityKey({ COHORTIUM_IDENTITY_KEY: secret }, 'clinical')
      const tables = [{ fileId: 'p', file: told`p`, table }]
      return passRows({ study, mapping, key, tables, codeless }).files[0]?.records[0]?.cells['place']
    }
    const [one, other] = ['2f7c9d1ab04e8365f1d2c7a9b8e06354', '90b1c2f7e3a4d5968877f0a1c3e5d2b4']
    const labels = [label('s', one), label('t', one), label('s', other)].map(each => JSON.stringify(each))
    expect(new Set(labels).size).toBe(3)
    expect(labels[0]).toMatch(/text-[0-9a-f]{12}/)
  })
})

describe("H7: a row's own identifiers are no values of it, however they are written", () => {
  const own = { id: text('ZY-002001'), name: text('Li Na'), mrn: text('20230456') }
  test.each([
    ['stage', text('zy 002001')],
    ['stage', text('2023-0456')],
    ['stage', number(20230456)],
    ['place', text('Na, Li')],
    ['lesion', text('20230456')],
    ['value', number(20230456)],
    ['value', text('20230456')],
    ['age', number(20230456)],
    ['kind', text('LI  NA')],
  ] as const)('%s: %j', (column, cell) => {
    const { cells, door } = passed({ ...own, [column]: cell })
    expect(cells[column]).toEqual(text('[identifier]'))
    expect(door.issues.map(issue => [issue.column, issue.kind])).toEqual([[column, 'identifier-in-text']])
  })

  test('an id of 18 digits that a program stored as a number is masked in any column', () => {
    for (const column of mapped) {
      const cell: Cell = { kind: 'number', number: 110105194912310000, text: '1.10105194912310E+17' }
      expect([column, passed({ [column]: cell }).cells[column]]).toEqual([column, text('[identifier]')])
    }
  })

  test('short ids and names are masked as whole words only', () => {
    expect(passed({ id: text('A7'), place: text('A7') }).cells['place']).toEqual(text('[identifier]'))
    expect(passed({ name: text('Li'), id: text('B12'), value: text('12') }).cells['value']).toEqual(text('12'))
  })
})

describe('what is measured, dated or listed is not touched', () => {
  test.each([
    ['value', number(350000)],
    ['value', number(20230456)],
    ['value', text('350,000')],
    ['value', text('<20')],
    ['value', text('4.1 g/dL ↑')],
    ['value', text('2.35×10^5')],
    ['value', text('ca. 40')],
    ['value', text('未查')],
    ['value', number(1e10)],
    ['unit', text('g/dL')],
    ['unit', text('×10⁹/L')],
    ['unit', text('mmol/l')],
    ['born', number(20240331)],
    ['born', text('20240331')],
    ['born', number(45382)],
    ['born', text('2024年3月31日')],
    ['born', text('15-MAR-1971 10:30:00')],
    ['born', text('202403311030')],
    ['age', text('63岁')],
    ['age', text('71 years old')],
    ['stage', text('IIIB')],
    ['stage', text('ii')],
    ['stage', number(2)],
    ['place', text('肝')],
    ['lesion', text('S8-1')],
    ['lesion', number(3)],
    ['kind', text('Serum')],
    ['sex', text('M')],
    ['sex', text('N/A')],
    ['standing', text('2024-03-31')],
  ] as const)('%s: %j', (column, cell) => {
    const { cells, door } = passed({ mrn: text('77012345'), name: text('Anna Serumova'), [column]: cell })
    expect(door.issues).toEqual([])
    expect(JSON.stringify(cells[column])).not.toMatch(/identifier|unlisted|zzz|text-/)
  })

  test.each([
    '../../studies/ncctg-lung',
    '../../studies/hcc-pulmonary-metastasis',
    '../../docs/examples/one-wide-file',
    '../../docs/examples/dates-and-identifiers',
    '../../docs/examples/day-offsets',
    '../fixtures/studies/heart',
    '../fixtures/studies/veteran',
  ])('every cell of %s passes as it stands, or as before', async folder => {
    const { study, mappings, folder: at } = await loadStudy(join(import.meta.dirname, folder))
    for (const [site, own] of Object.entries(mappings)) {
      const read = await readSite(join(at, study.exports, site), own)
      const tables = read.flatMap(({ file, tables: found }) => found.map(each => ({ file, ...each })))
      const key = identityKey({}, 'synthetic')
      const door = passRows({
        study: study.study,
        mapping: own,
        key,
        tables,
        codeless: codelessWords(study, own),
        local: true,
      })
      // Of the reference study two results are meant to be asked about.
      const asked = door.withheld.map(({ received }) => received)
      expect([site, ...asked.filter(one => !['弱阳性', '见报告'].includes(one))]).toEqual([site])
      expect(door.issues.filter(({ kind }) => kind === 'identifier-in-text')).toEqual([])
    }
  })
})

test('the words of a study pass where a column has no list, and a change of them changes what is kept', async () => {
  const loaded = await loadStudy(join(import.meta.dirname, '../../docs/examples/one-wide-file'))
  const site = madeMapping({
    files: { s: { name: 's.csv', subject: { column: 'id' } } },
    map: { subject: { from: 's', sex: 'sex' }, exposure: { from: 's', treatment: 'drug', date: 'day' } },
  })
  expect(codelessWords(loaded.study, site)).toEqual({
    'exposure.treatment': ['a', 'a-and-b'],
    'subject.sex': ['female', 'male'],
  })
})
