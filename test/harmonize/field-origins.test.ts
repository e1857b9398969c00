import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { withOrigins } from '../../harmonize/blocks/field-origins.js'
import type { SharedRow } from '../../harmonize/shared-row.js'
import { deliveredParts } from '../../protocol/facts/mapping-blocks.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { studyOf } from '../support/clinical-record.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { troubledCells } from '../../runs/troubled-cells.js'
import { receiptsOf } from '../support/made-receipts.js'

const rowsOf = async (mapping: SiteMapping, texts: Readonly<Record<string, string>>): Promise<readonly SharedRow[]> => {
  const { door, site } = await harmonizeTexts(mapping, texts, { receivedOn: '2022-12-31' })
  return site.rows.map(withOrigins(mapping, troubledCells(receiptsOf(door.files), site.issues)))
}

const tell = (rows: readonly SharedRow[]): readonly string[] =>
  rows.flatMap(({ domain, source, origins }) =>
    Object.entries(origins ?? {}).map(
      ([field, { column, trouble }]) =>
        `${domain} ${source.row} ${field}: ${column}${trouble === null ? '' : ` (${trouble})`}`,
    ),
  )

describe('where a field came from', () => {
  test('its column follows from the mapping, and the issue on the cell says why it is held', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: {
        subject: { from: 's', sex: { column: 'Geschlecht', codes: { m: 'male' } }, ageYears: 'Alter bei OP' },
        contact: { from: 's', status: { constant: 'alive' }, date: { column: 'gesehen', date: ['DD.MM.YYYY'] } },
      },
    })
    const rows = await rowsOf(mapping, {
      s: 'id,Geschlecht,Alter bei OP,gesehen\n1,m,410,31.02.2021\n2,x,41,01.03.2021\n',
    })
    expect(tell(rows)).toEqual([
      'subject 2 sex: Geschlecht',
      'subject 2 ageYears: Alter bei OP (implausible-value)',
      'subject 3 sex: Geschlecht (unlisted-code)',
      'subject 3 ageYears: Alter bei OP',
      'contact 2 date: gesehen (impossible-date)',
      'contact 3 date: gesehen',
    ])
  })

  test('of a wide block each row has its own column', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: '住院号' } } },
      map: {
        lab: {
          from: 's',
          date: '日期',
          wide: { 白蛋白: { test: 'albumin', unit: 'g/L' }, 总胆红素: { test: 'bilirubin', unit: 'umol/L' } },
        },
      },
    })
    const rows = await rowsOf(mapping, { s: '住院号,日期,白蛋白,总胆红素\n1,2021-03-05,四十,17\n2,2021-03-05,40,?\n' })
    expect(tell(rows).filter(line => line.includes('result'))).toEqual([
      'lab 2 result: 白蛋白 (not-a-number)',
      'lab 2 result: 总胆红素',
      'lab 3 result: 白蛋白',
      'lab 3 result: 总胆红素 (probably-missing)',
    ])
  })

  test('two blocks that make the same kind of row: both columns, unless an issue tells which', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: {
        contact: [
          { from: 's', status: { constant: 'alive' }, date: 'visit 1' },
          { from: 's', status: { constant: 'alive' }, date: 'visit 2' },
          { from: 's', status: { constant: 'dead' }, date: 'died' },
        ],
      },
    })
    const rows = await rowsOf(mapping, { s: 'id,visit 1,visit 2,died\n1,2021-03-05,2021-02-30,2021-06-01\n' })
    expect(tell(rows)).toEqual([
      'contact 2 date: visit 1 or visit 2',
      'contact 2 date: visit 2 (impossible-date)',
      'contact 2 date: died',
    ])
  })

  test('the same domain from two files has the column of its own file', async () => {
    const mapping = madeMapping({
      files: {
        a: { name: 'a.csv', subject: { column: 'id' } },
        b: { name: 'b.csv', subject: { column: 'id' } },
      },
      map: {
        contact: [
          { from: 'a', status: { constant: 'alive' }, date: 'seen' },
          { from: 'b', status: { constant: 'alive' }, date: 'called' },
        ],
      },
    })
    const rows = await rowsOf(mapping, { a: 'id,seen\n1,2021-03-05\n', b: 'id,called\n1,2021-04-05\n' })
    expect(tell(rows)).toEqual(['contact 2 date: seen', 'contact 2 date: called'])
  })
})

describe('what is said of a held value', () => {
  const mapping = madeMapping({
    files: {
      tx: { name: 'tx.csv', subject: { column: 'pid' } },
      t: { name: 't.csv', subject: { column: 'pid' } },
    },
    map: {
      subject: { from: 'tx', sex: { column: 'sx', codes: { m: 'male', f: 'female' } }, ageYears: 'age' },
      exposure: {
        from: 'tx',
        treatment: { column: 'drug', codes: { a: 'a', b: 'b' } },
        date: { column: 'day', date: ['YYYY-MM-DD'] },
      },
      lab: {
        from: 't',
        test: { constant: 'albumin' },
        result: { column: 'v', unit: 'g/L' },
        date: { column: 'seen', date: ['YYYY-MM-DD'] },
      },
    },
  })
  const study = studyOf(`
index: { from: exposure, where: { treatment: { in: [a, b] } } }
variables:
  age: { from: subject, value: age }
  older: { when: { age: { at least: 65 } } }
  albumin: { from: lab, where: { test: { is: albumin } }, value: result, unit: g/L, pick: last }
  drug-b: { from: exposure, where: { treatment: { is: b } }, pick: any }
eligibility: { include: [{ id: low, label: Low, when: { albumin: { below: 60 } }, cannotTell: hold }] }
arms:
  control: { label: A, when: { not: { drug-b: is true } } }
  treated: { label: B, when: { drug-b: is true } }`)

  const cohortOf = async (texts: Readonly<Record<string, string>>) => {
    const rows = await rowsOf(mapping, texts)
    const keys = [...new Set(rows.map(({ subjectKey }) => subjectKey))]
    return selectCohort(
      study,
      keys.map((subjectKey, n) => ({
        subjectKey,
        displayId: `P00${n + 1}`,
        site: 'north',
        linkKey: null,
        rows: rows.filter(row => row.subjectKey === subjectKey),
        delivered: deliveredParts(mapping),
        heldBecause: null,
      })),
      null,
    )
  }

  test('a value whose day is held never decides a baseline, and one without a day only where none has one', async () => {
    const { subjects, queries } = await cohortOf({
      tx: 'pid,sx,age,drug,day\nP1,m,50,a,2021-01-01\nP2,f,51,b,2021-01-01\nP3,m,52,a,2021-01-01\nP4,f,53,b,2021-01-01\nP5,f,53,b,2021-01-01\n',
      t: 'pid,v,seen\nP1,41,2020-12-20\nP1,22,25.12.2022\nP2,42,2020-12-20\nP2,23,2022年春\nP3,43,2020-12-20\nP3,24,\nP4,25,12/25/22\nP5,26,\n',
    })
    expect(subjects.map(({ variables }) => variables['albumin']?.value)).toEqual([41, 42, 43, null, 26])
    expect(queries.map(({ displayId, message }) => [displayId, message])).toEqual([
      [
        'P004',
        'low cannot be told: albumin (a row of lab may count, but a part of it is held: two-digit-year, t.csv, row 8, column seen)',
      ],
    ])
  })

  test('names kind, file, row and column, through every variable that rests on it, and never says not recorded', async () => {
    const { subjects } = await cohortOf({
      tx: 'pid,sx,age,drug,day\nP1,m,501,a,2021-01-01\nP2,m,51,c,2021-01-01\n',
      t: 'pid,v,seen\nP1,forty,2020-12-20\nP1,,2020-12-21\n',
    })
    const because = (n: number, name: string) => subjects[n]?.variables[name]?.because
    expect(because(0, 'age')).toBe('held: implausible-value, tx.csv, row 2, column age')
    expect(because(0, 'older')).toBe('not known: age (held: implausible-value, tx.csv, row 2, column age)')
    expect(because(0, 'albumin')).toBe('held: not-a-number, t.csv, row 2, column v')
    expect(because(1, 'drug-b')).toBe(
      'a row of exposure may count, but a part of it is held: unlisted-code, tx.csv, row 3, column drug',
    )
  })
})
