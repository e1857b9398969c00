import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'

const study = studyOf(`
index: { from: exposure }
variables: { age: { from: subject, value: age } }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }`)

const start: WrittenRow = ['exposure', { treatment: 'drug', date: '2020-03-01' }]
const born = (birthDate: string): WrittenRow => ['subject', { birthDate }]
const seen = (date: string): WrittenRow => ['contact', { status: 'alive', date }]

const asked = (rows: readonly WrittenRow[]) =>
  selectCohort(study, [recordOf('N1', rows)], null).queries.map(({ kind, message }) => [kind, message] as const)
const kinds = (rows: readonly WrittenRow[]) => asked(rows).map(([kind]) => kind)

describe('days that cannot be', () => {
  test.each<[string, readonly WrittenRow[], readonly string[]]>([
    ['a life in order', [born('1960-05-05'), start, seen('2020-04-01')], []],
    ['seen before birth', [born('1960-05-05'), start, seen('1960-05-04')], ['record-before-birth']],
    ['seen on the day of birth', [born('1960-05-05'), start, seen('1960-05-05')], []],
    ['treated before birth', [born('2020-03-02'), start], ['unlikely-age', 'record-before-birth']],
    [
      'operated before birth, and a treatment that ended before it',
      [
        born('1960-05-05'),
        start,
        ['procedure', { procedure: 'resection', date: '1959-01-01' }],
        ['exposure', { treatment: 'earlier', date: '2020-03-01', endDate: '1950-01-01' }],
      ],
      ['record-before-birth', 'record-before-birth'],
    ],
    ['born in 1885', [born('1885-01-01'), start], ['unlikely-age', 'unlikely-birth']],
    ['born 120 years before, and a day', [born('1900-02-28'), start], []],
    ['born 121 years before', [born('1899-02-28'), start], ['unlikely-age', 'unlikely-birth']],
    ['born 120 years and three months before', [born('1899-12-01'), start], []],
    ['born on the day that a spreadsheet counts from', [born('1900-01-01'), start], ['unlikely-day', 'unlikely-age']],
    ['born on the day of another one', [born('1904-01-01'), start], ['unlikely-day', 'unlikely-age']],
    ['seen in 1900, whoever it is', [start, seen('1900-01-01')], ['unlikely-day']],
    ['seen in 1901', [start, seen('1901-01-01')], ['unlikely-day']],
    ['seen on the last day of 1899', [start, seen('1899-12-31')], ['unlikely-day']],
    ['a year that was read as a day number', [start, seen('1905-07-12')], ['unlikely-day']],
    ['seen when records began', [start, seen('1920-01-01')], []],
    [
      'of whom nothing but such days is known',
      [born('1885-01-01'), seen('2020-01-01')],
      ['no-index-date', 'unlikely-birth'],
    ],
  ])('%s', (_, rows, expected) => expect(kinds(rows)).toEqual(expected))

  test('are named by file and row, and no value is repeated', () => {
    const [question] = asked([born('1960-05-05'), start, seen('1950-01-01'), seen('1951-01-01')])
    expect(question).toEqual([
      'record-before-birth',
      'a record is dated before birth: contact.csv, row 4; contact.csv, row 5',
    ])
  })

  test('a birthday known by its month alone is not after a day of that month', () => {
    const [subject] = [recordOf('N1', [born('1960-05-31'), start, seen('1960-05-04')])]
    const rows = subject.rows.map(row => {
      const birth = row.values['birthDate']
      return birth?.kind === 'day'
        ? { ...row, values: { birthDate: { ...birth, precision: 'month' as const, imputed: true } } }
        : row
    })
    expect(selectCohort(study, [{ ...subject, rows }], null).queries).toEqual([])
  })
})

test('an age of 100 or less keeps a birthday on a day that programs write', () => {
  const old = studyOf(`
index: { from: exposure }
variables: { age: { from: subject, value: age } }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }`)
  const record = recordOf('N1', [born('1900-01-01'), ['exposure', { treatment: 'drug', date: '1975-01-01' }]])
  expect(selectCohort(old, [record], null).subjects[0]?.variables['age']?.value).toBe(75)
})
