import { describe, expect, test } from 'vitest'
import { passRows } from '../support/pass-rows.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import { keyedHash } from '../../harmonize/door/ids/keyed-hash.js'
import { readSubjectId } from '../../harmonize/door/ids/subject-id.js'
import type { Cell } from '../../sources/source-record.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { retold, told } from '../../words/told.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

// An invented resident id with a check digit that fits.
const resident = '11010519491231002X'

const mapping = madeMapping({
  files: { p: { name: 'p.csv', subject: { column: 'id' } }, v: { name: 'v.csv', subject: { column: 'id' } } },
  identifiers: { link: { file: 'p', column: 'national' }, drop: { p: ['name', 'phone', 'address'] } },
  map: {
    subject: { from: 'p', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } },
    disposition: { from: 'v', event: 'event', reason: 'note', date: 'day' },
    lab: { from: 'v', test: { constant: 'afp' }, result: { column: 'afp', unit: 'ng/mL' }, date: 'day' },
  },
})

const people = `id,name,phone,address,national,sex,free
ZY2001,欧阳小明,13812345678,幸福路12号,${resident},m,not mapped
ZY2002,Wang Li,13987654321,,,f,not mapped either
`

const visits = (rows: readonly string[]): string => ['id,event,note,day,afp', ...rows].join('\n') + '\n'

describe('identifiers', () => {
  test('S1, B26: no identifier of any file is left in any record, issue or note, wherever it stood', async () => {
    const { door, site } = await harmonizeTexts(mapping, {
      p: people,
      v: visits([
        'zy2001,联系欧阳小明家属,call 138-1234-5678 again,2021-03-05,5',
        'ZY2002,seen with WANG LI,lives at 幸福路12号,2021-03-06,欧阳小明',
        `ZY2002,id ${resident.toLowerCase()},case ZY2001 too,2021-03-07,７`,
        'ZY2002,new phone １３６００００００００,other id 310101198801011234,2021-03-08,8',
      ]),
    })
    const everything = JSON.stringify({ door, site }).normalize('NFKC').toUpperCase()
    for (const planted of [
      '欧阳小明',
      'WANG LI',
      '13812345678',
      '138-1234-5678',
      '13987654321',
      '幸福路12号',
      resident,
      'ZY2001',
      'ZY2002',
      '13600000000',
      '310101198801011234',
      'NOT MAPPED',
    ]) {
      expect(everything).not.toContain(planted)
    }
    const texts = door.files[1]?.records.map(({ cells }) =>
      [cells['event'], cells['note']].map(cell => (cell?.kind === 'text' ? cell.text : '')),
    )
    // What is left of such a text is no word that a list has, and is not stored either.
    expect(texts).toEqual(Array.from({ length: 4 }, () => ['[identifier]', '[identifier]']))
    expect(door.issues.filter(({ kind }) => kind === 'identifier-in-text')).toHaveLength(9)
    expect(site.issues.map(({ column, kind, effect }) => [column, kind, effect])).toContainEqual([
      'afp',
      'identifier-in-value',
      'value held',
    ])
  })

  test('numbers, days, listed codes and words for missing are not taken for identifiers', async () => {
    const plain = madeMapping({
      files: { p: { name: 'p.csv', subject: { column: 'id' } } },
      missing: { '': 'not recorded', 不详: 'unknown' },
      identifiers: { drop: { p: ['name'] } },
      map: {
        subject: { from: 'p', sex: { column: 'sex', codes: { 男性: 'male' } }, birthDate: 'born' },
        lab: { from: 'p', test: { constant: 'platelets' }, result: { column: 'plt', unit: '/uL' }, date: 'born' },
      },
    })
    const { door, site } = await harmonizeTexts(plain, {
      p: 'id,name,sex,plt,born\n1955,男性,男性,120000,1955-01-02\n120000,不详,不详,1955,1955年1月3日\n',
    })
    expect(door.issues).toEqual([])
    expect(site.issues).toEqual([])
  })

  test('S2: keys differ by study, site and secret, link keys by study and secret alone', () => {
    const keys = (study: string, site: string, secret: string) => {
      const at = { ...mapping, site }
      const table = {
        sheet: retold('-'),
        header: ['id', 'national', 'sex', 'name', 'phone', 'address'],
        notes: [],
        issues: [],
        rows: [{ row: 2, cells: ['A1', resident, 'm', 'x', 'y', 'z'].map((text): Cell => ({ kind: 'text', text })) }],
      }
      const [identity] = passRows({
        study,
        mapping: at,
        key: identityKey({ COHORTIUM_IDENTITY_KEY: secret }, 'clinical'),
        tables: [{ fileId: 'p', file: told`p.csv`, table }],
      }).identities
      return identity
    }
    const [one, other] = ['2f7c9d1ab04e8365f1d2c7a9b8e06354', '90b1c2f7e3a4d5968877f0a1c3e5d2b4']
    const first = keys('s', 'north', one)
    expect(first?.subjectKey).toMatch(/^[0-9a-f]{32}$/)
    expect(keys('s', 'north', one)?.subjectKey).toBe(first?.subjectKey)
    const changed = [keys('t', 'north', one), keys('s', 'south', one), keys('s', 'north', other)]
    expect(new Set([first, ...changed].map(identity => identity?.subjectKey)).size).toBe(4)
    expect(keys('s', 'south', one)?.linkKey).toBe(first?.linkKey)
    expect(new Set([first, changed[0], changed[2]].map(identity => identity?.linkKey)).size).toBe(3)
    // The subjects of a site called link have no keys that link ids have.
    const linked = keyedHash(one, 's', 'link')('A1')
    expect(keys('s', 'link', one)?.subjectKey).not.toBe(linked)
    expect(keys('s', 'north', one)?.subjectKey).toBe(keyedHash(one, 's', 'north')('A1'))
  })

  test('one id in other widths, capitals and spaces is one subject', async () => {
    const { door } = await harmonizeTexts(mapping, {
      p: people,
      v: visits([' zy2001 ,a,,2021-03-05,5', 'ＺＹ２００１,b,,2021-03-06,5']),
    })
    expect(new Set(door.files.flatMap(({ records }) => records.map(({ subjectKey }) => subjectKey))).size).toBe(2)
  })
})

describe('ids that are none', () => {
  const text = (value: string): Cell => ({ kind: 'text', text: value })

  test.each<[string, Cell, string]>([
    [
      'an 18-digit id stored as a number',
      { kind: 'number', text: '110105194912310000', number: 110105194912310000 },
      'id-lost-digits',
    ],
    ['an id in scientific notation', text('1.1E+17'), 'id-lost-digits'],
    ['an 18-digit text whose last digits were lost', text('110105194912310000'), 'id-lost-digits'],
    ['an id turned into a day', { kind: 'date', text: '2021-03-01', date: isoDate('2021-03-01') }, 'unreadable-id'],
    ['a fraction', { kind: 'number', text: '1.5', number: 1.5 }, 'unreadable-id'],
    ['nothing', { kind: 'empty' }, 'blank-id'],
    ['a dash', text(' - '), 'blank-id'],
    ['a test entry', text('test01'), 'test-id'],
    ['a test entry in Chinese', text('测试病人'), 'test-id'],
    ['zeros', text('0000'), 'test-id'],
    ['a total', text('合计'), 'not-a-subject'],
    ['a note', text('注：以上为导出数据'), 'not-a-subject'],
  ])('B4, B12, B25: %s is held', (_, cell, fault) => {
    expect(readSubjectId(cell)).toMatchObject({ fault })
  })

  test('an 18-digit text that ends in zeros by right is an id', () => {
    expect(readSubjectId(text('110105194912310070'))).toEqual({ id: '110105194912310070' })
    expect(readSubjectId({ kind: 'number', text: '1001', number: 1001 })).toEqual({ id: '1001' })
  })

  test('B4, B12, B25: rows without a subject are held and named, the others pass', async () => {
    const { issues, site } = await harmonizeTexts(mapping, {
      p: people,
      v: visits(['ZY2001,a,,2021-03-05,5', ',b,,2021-03-05,5', 'id,event,note,day,afp', 'ZY2001,x', '合计,,,,10']),
    })
    expect(issues.map(({ row, kind, effect, subjectKey }) => [row, kind, effect, subjectKey])).toEqual([
      [5, 'ragged-row', 'record held', null],
      [3, 'blank-id', 'record held', null],
      [4, 'repeated-header', 'record held', null],
      [6, 'not-a-subject', 'record held', null],
    ])
    expect(site.rows.filter(({ domain }) => domain === 'lab')).toHaveLength(1)
  })

  test('B12: a link id that lost its digits holds the record and its subject', async () => {
    const { site, issues } = await harmonizeTexts(mapping, {
      p: people.replace(resident, '1.10105E+17'),
      v: visits(['ZY2001,a,,2021-03-05,5']),
    })
    expect(Object.keys(site.held)).toHaveLength(1)
    expect(issues.map(({ column, kind, effect }) => [column, kind, effect])).toEqual([
      ['national', 'id-lost-digits', 'record held'],
    ])
  })

  test('two link ids under one subject id hold the subject', async () => {
    const many = {
      ...mapping,
      files: { ...mapping.files, p: { ...mapping.files['p']!, rows: 'many a subject' as const } },
    }
    const { site, issues } = await harmonizeTexts(many, {
      p: `${people}ZY2001,欧阳小明,13812345678,,310101198801011238,m,x\n`,
      v: visits(['ZY2001,a,,2021-03-05,5']),
    })
    expect(issues.map(({ row, kind }) => [row, kind])).toEqual([[4, 'link-differs']])
    expect(Object.keys(site.held)).toHaveLength(1)
  })

  test('B12: a bare number among ids with leading zeros is kept with a question', () => {
    const plain = madeMapping({
      files: { p: { name: 'p.csv', subject: { column: 'id' } } },
      map: { subject: { from: 'p', ageYears: 'age' } },
    })
    const cells = (id: Cell): readonly Cell[] => [id, { kind: 'number', text: '60', number: 60 }]
    const table = {
      sheet: retold('a'),
      header: ['id', 'age'],
      notes: [],
      issues: [],
      rows: [
        { row: 2, cells: cells(text('0012')) },
        { row: 3, cells: cells({ kind: 'number', text: '13', number: 13 }) },
      ],
    }
    const { issues } = passRows({
      study: 's',
      mapping: plain,
      key: identityKey({}, 'public'),
      tables: [{ fileId: 'p', file: told`p.csv`, table }],
    })
    expect(issues.map(({ row, kind, effect }) => [row, kind, effect])).toEqual([[3, 'leading-zeros-lost', 'query']])
  })
})

test('H10: a site with more identifiers than can be looked for is refused by name, and nothing of it is taken in', () => {
  const rows = Array.from({ length: 20 }, (_, index) => ({
    row: index + 2,
    cells: [`A${String(index + 100)}`, 'm', `Name${String(index * 7919)} Family`, '', '', ''].map((text): Cell => ({
      kind: 'text',
      text,
    })),
  }))
  const header = ['id', 'sex', 'name', 'phone', 'address', 'national']
  const table = { sheet: retold('-'), header, notes: [], issues: [], rows }
  const tables = [{ fileId: 'p', file: told`p.csv`, table }]
  const input = { study: 's', mapping, key: identityKey({}, 'synthetic'), tables }
  const refused = passRows({ ...input, limits: { nodes: 200, pieces: 10 } })
  expect(refused.findings.map(({ file, kind, effect }) => [file, kind, effect])).toEqual([
    ['p.csv', 'identifiers-too-many', 'file refused'],
  ])
  expect([refused.files[0]?.records, refused.identities]).toEqual([[], []])
  expect(passRows(input)).toMatchObject({ findings: [], files: [{ records: { length: 20 } }] })
})

test('each sheet of a workbook has notes of its own, and a file by itself is named alone', () => {
  const mapped = madeMapping({
    files: {
      p: { name: 'w.xlsx', sheet: 'p', subject: { column: 'id' } },
      v: { name: 'w.xlsx', sheet: 'v', subject: { column: 'id' } },
    },
    map: {
      subject: { from: 'p', ageYears: 'age' },
      contact: { from: 'v', status: { constant: 'seen' }, date: { column: 'day', offset: 'days' } },
    },
  })
  const header = ['id', 'age', 'day', 'free']
  const cells = ['0012', '60', '5', 'x'].map((text): Cell => ({ kind: 'text', text }))
  const sheets = ['p', 'v'].map(name => ({
    fileId: name,
    file: told`w.xlsx`,
    table: { sheet: retold(name), header, notes: [], issues: [], rows: [{ row: 2, cells }] },
  }))
  const notesOf = (tables: typeof sheets) =>
    passRows({ study: 's', mapping: mapped, key: identityKey({}, 'public'), tables }).notes
  expect(notesOf(sheets)).toEqual([
    'w.xlsx, sheet p: 2 columns were left at the door',
    'w.xlsx, sheet v: 2 columns were left at the door',
  ])
  expect(notesOf(sheets.slice(0, 1))).toEqual(['w.xlsx: 2 columns were left at the door'])
})
