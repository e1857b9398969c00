import { describe, expect, test } from 'vitest'
import type { SharedRow } from '../../harmonize/shared-row.js'
import { workbookBytes } from '../sources/made-bytes.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const told = ({ domain, source, values }: SharedRow): string =>
  `${domain} ${source.row}: ${Object.entries(values)
    .map(([field, value]) => {
      if (value.kind === 'missing') return `${field} ${value.reason}`
      if (value.kind === 'day') return `${field} ${value.date ?? value.offset ?? ''}`
      return `${field} ${value.kind === 'code' ? value.code : value.number}`
    })
    .join(', ')}`

const file = { name: 's.csv', subject: { column: 'id' } }

describe('rows of blocks', () => {
  test('a wide block makes one row per column that says something, with its own unit, codes and date', async () => {
    const mapping = madeMapping({
      files: { s: file },
      map: {
        lab: {
          from: 's',
          date: 'day',
          wide: {
            alb: { test: 'albumin', unit: 'g/dL' },
            sAg: { test: 'hbsag', codes: { '+': 'positive' } },
            afp: { test: 'afp', unit: { column: 'afp unit' }, date: { column: 'afp day' } },
          },
        },
      },
    })
    const { site } = await harmonizeTexts(mapping, {
      s: 'id,day,alb,sAg,afp,afp unit,afp day\n1,2021-03-05,4,+,9,ng/mL,2021-03-07\n2,2021-03-05,,,,,\n',
    })
    expect(site.rows.map(told)).toEqual([
      'lab 2: test albumin, result 40, date 2021-03-05',
      'lab 2: test hbsag, result positive, date 2021-03-05',
      'lab 2: test afp, result 9, date 2021-03-07',
    ])
    expect(site.issues).toEqual([])
  })

  test('a block with conditions reads only the rows that meet them, as in a flat file of repeating instruments', async () => {
    const mapping = madeMapping({
      files: { s: file },
      map: {
        subject: { from: 's', when: { instrument: [''] }, sex: { column: 'sex', codes: { 1: 'male', 2: 'female' } } },
        contact: {
          from: 's',
          when: { instrument: ['follow_up'], status: { not: ['9'] } },
          status: { column: 'status', codes: { 0: 'alive', 1: 'dead' } },
          date: 'day',
        },
        disposition: {
          from: 's',
          when: { instrument: ['follow_up'], status: ['1'] },
          event: { constant: 'death' },
          date: 'day',
        },
      },
    })
    const { site } = await harmonizeTexts(mapping, {
      s: 'id,instrument,sex,status,day\nA,,1,,\nA,follow_up,,0,2021-03-05\nA,follow_up,,1,2021-06-05\nA,follow_up,,9,2021-07-05\nB,,2,,\n',
    })
    expect(site.rows.map(told)).toEqual([
      'subject 2: sex male',
      'subject 6: sex female',
      'contact 3: status alive, date 2021-03-05',
      'contact 4: status dead, date 2021-06-05',
      'disposition 4: event death, date 2021-06-05',
    ])
  })

  test('a record whose values are all missing makes no row, one with a held value does; a subject always does', async () => {
    const mapping = madeMapping({
      files: { s: file },
      map: {
        subject: { from: 's', sex: { column: 'sex', codes: { m: 'male' } } },
        procedure: {
          from: 's',
          procedure: { constant: 'biopsy' },
          target: { column: 'target', codes: { x: 'x' } },
          date: 'day',
        },
        disposition: { from: 's', event: { constant: 'death' }, date: 'died' },
      },
    })
    const { site } = await harmonizeTexts(mapping, {
      s: 'id,sex,target,day,died\n1,,,2021-03-05,\n2,m,y,2021-03-05,2022-02-30\n3,m,x,,2022-01-01\n',
    })
    expect(site.rows.map(told)).toEqual([
      'subject 2: sex not recorded',
      'subject 3: sex male',
      'subject 4: sex male',
      'procedure 3: procedure biopsy, target held, date 2021-03-05',
      'procedure 4: procedure biopsy, target x, date not recorded',
      'disposition 3: event death, date held',
      'disposition 4: event death, date 2022-01-01',
    ])
    expect(site.notes).toContain('s.csv: a day of procedure without any value beside it made no row')
  })

  test('several blocks fill one domain, and constants stand for days too', async () => {
    const mapping = madeMapping({
      files: { s: file },
      map: {
        exposure: [
          { from: 's', when: { a: ['1'] }, treatment: { constant: 'drug a' }, date: { constant: 0 } },
          {
            from: 's',
            when: { b: ['1'] },
            treatment: { constant: 'drug b' },
            date: { column: 'b day', offset: 'days' },
          },
        ],
      },
    })
    const { site } = await harmonizeTexts(mapping, { s: 'id,a,b,b day\n1,1,1,14\n2,0,1,0\n' }, { time: 'day offsets' })
    expect(site.rows.map(told)).toEqual([
      'exposure 2: treatment drug a, date 0',
      'exposure 2: treatment drug b, date 14',
      'exposure 3: treatment drug b, date 0',
    ])
  })

  test('a trouble of a cell is named once, however many fields read it', async () => {
    const mapping = madeMapping({
      files: { s: file },
      map: {
        lab: { from: 's', date: 'day', wide: { a: { test: 'ast', unit: 'U/L' }, b: { test: 'alt', unit: 'U/L' } } },
        contact: { from: 's', status: { constant: 'alive' }, date: 'day' },
      },
    })
    const { site } = await harmonizeTexts(mapping, { s: 'id,day,a,b\n1,2021-02-30,5,6\n' })
    expect(site.rows).toHaveLength(3)
    expect(site.issues.map(({ row, column, kind, effect }) => [row, column, kind, effect])).toEqual([
      [2, 'day', 'impossible-date', 'value held'],
    ])
  })

  test("subjects known by the row's number are counted from the first row below the header", async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: 'row number', header: 2 } },
      identifiers: { nonIdentifying: true },
      map: { subject: { from: 's', ageYears: 'age' } },
    })
    const { site } = await harmonizeTexts(mapping, { s: 'title\nage\n60\n60\n71\n' })
    expect(site.subjects).toEqual(
      ['1', '2', '3'].map(openId => ({ subjectKey: `made:north:${openId}`, linkKey: null, site: 'north', openId })),
    )
  })
})

describe('workbooks', () => {
  test('B8, B9: error words are held, day numbers without a format are days, typed days are days', async () => {
    const bytes = await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a')
      sheet.addRows([
        ['id', 'day', 'sex'],
        ['1', 44260, 'm'],
        ['2', new Date(Date.UTC(2021, 2, 5)), { error: '#N/A' }],
        ['3', '2021年3月5日', 'm'],
        ['4', 12, 'm'],
      ])
      sheet.getCell('B3').numFmt = 'm/d/yy'
    })
    const mapping = madeMapping({
      files: { s: { name: 's.xlsx', subject: { column: 'id' } } },
      map: { subject: { from: 's', sex: { column: 'sex', codes: { m: 'male' } }, birthDate: 'day' } },
    })
    const { site } = await harmonizeTexts(mapping, { s: bytes })
    expect(site.rows.map(told)).toEqual([
      'subject 2: sex male, birthDate 2021-03-05',
      'subject 3: sex held, birthDate 2021-03-05',
      'subject 4: sex male, birthDate 2021-03-05',
      'subject 5: sex male, birthDate held',
    ])
    expect(site.issues.map(({ row, kind, message }) => [row, kind, message])).toEqual([
      [3, 'unreadable-cell', 'a cell that cannot be used: #N/A'],
      [
        5,
        'unreadable-date',
        'no day in any of the formats that the mapping lists: YYYY-MM-DD, YYYY-M-D, YYYY/M/D, YYYY.M.D, YYYY年M月D日',
      ],
    ])
  })
})

describe('the day of an export', () => {
  const map = { contact: { from: 's', status: { constant: 'alive' }, date: 'day' } }
  const text = 'id,day,made\n1,2024-03-30,2024-03-31\n2,2024-04-02,2024-03-30\n'

  test("it is named by the file's name", async () => {
    const mapping = madeMapping({
      dataDate: { file: 's', name: 'YYYYMMDD' },
      files: { s: { ...file, name: 'visits-20240331.csv' } },
      map,
    })
    const { site } = await harmonizeTexts(mapping, { s: text }, { receivedOn: '2026-01-01' })
    expect(site.dataDate).toBe('2024-03-31')
    expect(site.issues.map(({ row, kind }) => [row, kind])).toEqual([[3, 'date-after-export']])
  })

  test.each([
    ['2024-12-30', 1],
    ['2024-12-31', 0],
    ['2025-01-01', 0],
    [null, 0],
  ])('ahead of its receipt on %s, by more than a zone can, it is asked about', async (receivedOn, findings) => {
    const mapping = madeMapping({ dataDate: '2025-01-01', files: { s: file }, map })
    const { site } = await harmonizeTexts(mapping, { s: text }, { receivedOn })
    const message =
      "by the mapping its data are of 2025-01-01, after the day when it came, 2024-12-30: no day up to then is held as one that lies ahead; mend 'dataDate', or the file's name or column that it names"
    const asked = { file: 's.csv', kind: 'data-date-ahead', effect: 'query', filled: 2, message }
    expect(site.findings).toMatchObject(findings === 0 ? [] : [asked])
  })

  test('it is the latest day of a column, else the day of receipt, and none among offsets', async () => {
    const mapping = madeMapping({
      dataDate: { file: 's', column: 'made', date: ['YYYY-MM-DD'] },
      files: { s: file },
      map,
    })
    expect((await harmonizeTexts(mapping, { s: text })).site.dataDate).toBe('2024-03-31')
    const without = madeMapping({ files: { s: file }, map })
    expect((await harmonizeTexts(without, { s: text }, { receivedOn: '2024-05-01' })).site.dataDate).toBe('2024-05-01')
    const offsets = await harmonizeTexts(without, { s: text }, { receivedOn: '2024-05-01', time: 'day offsets' })
    expect(offsets.site.dataDate).toBeNull()
  })
})
