import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import type { VariableValue } from '../../cohort/cohort.js'
import { valueInWords } from '../../cohort/value-in-words.js'
import { recordOf, studyOf, type RecordOptions, type WrittenRow } from '../support/clinical-record.js'

const start: WrittenRow = ['exposure', { treatment: 'lenvatinib', date: '2021-03-01' }]
const lab = (result: string, date: string, test = 'albumin'): WrittenRow => ['lab', { test, result, date }]
const frame = `
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
index: { from: exposure, where: { treatment: { is: lenvatinib } } }
variables:
  `

/** The value of the variable `x` of a subject. */
const variable = (
  definitions: string,
  rows: readonly WrittenRow[],
  options?: RecordOptions,
): VariableValue | undefined =>
  selectCohort(studyOf(frame + definitions), [recordOf('N1', rows, options)], null).subjects[0]?.variables['x']

const inWords = (definitions: string, rows: readonly WrittenRow[], options?: RecordOptions): string =>
  valueInWords(variable(definitions, rows, options))

const albumin = (more: string): string => `x: { from: lab, where: { test: { is: albumin } }, value: result, ${more} }`

describe('which of several findings counts', () => {
  const rows = [
    start,
    lab('30 g/L', '2021-01-10'),
    lab('34 g/L', '2021-02-20'),
    lab('36 g/L', '2021-02-27'),
    lab('28 g/L', '2021-03-03'),
    lab('5 g/L', '2021-02-27', 'protein'),
  ]
  test.each([
    ['the last until the index date, where nothing else is said', 'pick: last', '36 g/L'],
    ['the first', 'pick: first', '30 g/L'],
    ['the highest', 'pick: highest', '36 g/L'],
    ['the lowest', 'pick: lowest', '30 g/L'],
    ['the mean', 'pick: mean', '33.3333333333 g/L'],
    ['their number', 'pick: count', '3'],
    ['whether there is any', 'pick: any', 'yes'],
    ['the nearest, the earlier of two as near', 'pick: nearest, window: [-28 d, 28 d]', '36 g/L'],
    ['the last within a window', 'pick: last, window: [-28 d, -5 d]', '34 g/L'],
    ['the last of all, where the study says why', 'pick: last, afterIndex: { reason: course }', '28 g/L'],
    ['a window without a lower bound', 'pick: first, window: [~, -5 d]', '30 g/L'],
    ['none in the window', 'pick: last, window: [-300 d, -200 d]', 'unknown: no row of lab fits'],
  ])('%s', (_, more, expected) => expect(inWords(albumin(more), rows)).toBe(expected))

  test('a mean keeps all its rows as sources, a last value its own', () => {
    expect(variable(albumin('pick: mean'), rows)?.sources.map(({ row }) => row)).toEqual([3, 4, 5])
    expect(variable(albumin('pick: last'), rows)?.sources.map(({ row }) => row)).toEqual([5])
  })
})

describe('a finding without a day', () => {
  const undated: WrittenRow = ['lab', { test: 'albumin', result: '31 g/L' }]
  test.each<[string, string, WrittenRow, string]>([
    ['of a site that gives no days was taken at baseline', 'pick: last, window: [-28 d, 0 d]', undated, '31 g/L'],
    [
      'of a site that gives no days is not from before',
      'pick: last, window: [~, -1 d]',
      undated,
      'unknown: no row of lab fits',
    ],
    ['not recorded counts as baseline where no window is set', 'pick: last', lab('31 g/L', 'not recorded'), '31 g/L'],
    [
      'not recorded is in no window for certain',
      'pick: last, window: [-28 d, 0 d]',
      lab('31 g/L', 'not recorded'),
      'unknown: a row of lab may count, but its day or a code in it is not known',
    ],
    [
      'whose day is held may count, so whether there is any cannot be told',
      'pick: any',
      lab('31 g/L', 'held'),
      'unknown: a row of lab may count, but a part of it is held: lab.csv, row 3',
    ],
    ['whose day is held makes a count a lower limit', 'pick: count', lab('31 g/L', 'held'), '>=0'],
  ])('%s', (_, more, row, expected) => expect(inWords(albumin(more), [start, row])).toBe(expected))
})

describe('closed world where it is delivered', () => {
  test.each<[string, string, readonly ('lab' | 'exposure')[], string]>([
    ['no row of a domain that the site delivers is no', 'pick: any', ['lab', 'exposure'], 'no'],
    ['no row of a domain that the site delivers is none', 'pick: count', ['lab', 'exposure'], '0'],
    [
      'no row of a domain that it does not deliver is unknown',
      'pick: any',
      ['exposure'],
      'unknown: the site does not deliver lab',
    ],
    ['nor can they be counted', 'pick: count', ['exposure'], 'unknown: the site does not deliver lab'],
    ['the last of nothing is unknown', 'pick: last', ['lab', 'exposure'], 'unknown: no row of lab fits'],
  ])('%s', (_, more, delivered, expected) => expect(inWords(albumin(more), [start], { delivered })).toBe(expected))
})

describe('a finding that was not made', () => {
  const cirrhosis = 'x: { from: medicalHistory, where: { term: { is: cirrhosis } }, pick: any }'
  const present = 'x: { from: medicalHistory, where: { term: { is: cirrhosis }, status: { is: present } }, pick: any }'
  test.each<[string, string, string, string]>([
    ['a history that is there', cirrhosis, 'present', 'yes'],
    [
      'a history that the site does not know cannot be told',
      cirrhosis,
      'unknown',
      'unknown: a row of medicalHistory may count, but its day or a code in it is not known',
    ],
    [
      'a history that is held cannot be told',
      present,
      'held',
      'unknown: a row of medicalHistory may count, but a part of it is held: medicalHistory.csv, row 3',
    ],
    ['a history that was not asked is no history', cirrhosis, 'not done', 'no'],
    ['a history of another code', present, 'absent', 'no'],
  ])('%s', (_, definition, status, expected) =>
    expect(inWords(definition, [start, ['medicalHistory', { term: 'cirrhosis', status }]])).toBe(expected),
  )
})

describe('units, limits and missing values', () => {
  test.each<[string, string, string, string]>([
    ['the standard unit where none is asked for', 'pick: last', '36 g/L', '36 g/L'],
    ['another unit of the test', 'pick: last, unit: g/dL', '36 g/L', '3.6 g/dL'],
    ['a unit that does not convert', 'pick: last, unit: mmol/L', '36 g/L', 'unknown: g/L does not convert to mmol/L'],
    ['a limit stays a limit', 'pick: last, unit: g/dL', '<20 g/L', '<2 g/dL'],
    [
      'outside what is plausible',
      'pick: last, plausible: [10, 70]',
      '3.6 g/L',
      'unknown: outside the plausible range of 10 to 70',
    ],
    ['a test that was not done', 'pick: last', 'not done', 'unknown: not done'],
    ['a value that is held', 'pick: last', 'held', 'unknown: held: lab.csv, row 3'],
    ['a code in place of a number', 'pick: last', 'positive', 'positive'],
  ])('%s', (_, more, result, expected) =>
    expect(inWords(albumin(more), [start, lab(result, '2021-02-20')])).toBe(expected),
  )

  test('a value that is missing leaves the one before it', () => {
    const rows = [start, lab('36 g/L', '2021-02-20'), lab('not done', '2021-02-27')]
    expect(inWords(albumin('pick: last'), rows)).toBe('36 g/L')
  })
})

describe('age', () => {
  const age = 'x: { from: subject, value: age }'
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['completed years at the index date', { birthDate: '1960-03-02' }, '60 years'],
    ['completed on the index date', { birthDate: '1960-03-01' }, '61 years'],
    ['born on 29 February', { birthDate: '1960-02-29' }, '61 years'],
    ['recorded where birth is not', { birthDate: 'not recorded', ageYears: '58' }, '58 years'],
    ['birth goes before the record', { birthDate: '1960-03-01', ageYears: '58' }, '61 years'],
    ['neither', { birthDate: 'not recorded' }, 'unknown: neither day of birth nor age is recorded'],
    [
      'born after the index date',
      { birthDate: '2021-04-01' },
      'unknown: held: the day of birth is after the index date, subject.csv, row 3',
    ],
    ['of 120 years', { birthDate: '1900-12-01' }, '120 years'],
    [
      'of 121 years',
      { birthDate: '1900-03-01' },
      'unknown: held: no likely day of birth for this index date, subject.csv, row 3',
    ],
    [
      'born on a day that a spreadsheet counts from',
      { birthDate: '1904-01-01' },
      'unknown: held: no likely day of birth for this index date, subject.csv, row 3',
    ],
    ['recorded as a limit', { ageYears: '>89' }, '>89 years'],
    [
      'recorded as a limit above all ages',
      { ageYears: '>=121' },
      'unknown: held: an age outside 0 to 120, subject.csv, row 3',
    ],
    ['recorded as 120', { ageYears: '120' }, '120 years'],
    ['recorded as 121', { ageYears: '121' }, 'unknown: held: an age outside 0 to 120, subject.csv, row 3'],
    ['recorded and held', { birthDate: 'not recorded', ageYears: 'held' }, 'unknown: held: subject.csv, row 3'],
    ['a birthday that is held', { birthDate: 'held' }, 'unknown: held: subject.csv, row 3'],
  ])('%s', (_, values, expected) => expect(inWords(age, [start, ['subject', values]])).toBe(expected))
})

describe('variables made of variables', () => {
  const scores = `a: { from: assessment, where: { test: { is: a } }, value: result }
  b: { from: assessment, where: { test: { is: b } }, value: result }`
  const score = (test: string, result: string): WrittenRow => ['assessment', { test, result, date: '2021-02-20' }]
  const a = (result: string): WrittenRow => score('a', result)
  const b = (result: string): WrittenRow => score('b', result)

  test.each<[string, string, readonly WrittenRow[], string]>([
    ['the first that is known', 'x: { firstKnown: [a, b] }', [b('2')], '2'],
    ['the first of two known', 'x: { firstKnown: [a, b] }', [a('1'), b('2')], '1'],
    ['none known', 'x: { firstKnown: [a, b] }', [], 'unknown: not known: a, b'],
    ['a sum', 'x: { sum: [a, b] }', [a('1'), b('2')], '3'],
    ['a sum with a part unknown', 'x: { sum: [a, b] }', [a('1')], 'unknown: not known: b'],
    ['a sum with a limit', 'x: { sum: [a, b] }', [a('1'), b('>2')], '>3'],
    ['a condition met', 'x: { when: { a: { above: 0 }, b: { above: 0 } } }', [a('1'), b('2')], 'yes'],
    ['a condition not met', 'x: { when: { a: { above: 1 }, b: { above: 0 } } }', [a('1')], 'no'],
    [
      'a condition that cannot be told',
      'x: { when: { a: { above: 0 }, b: { above: 0 } } }',
      [a('1')],
      'unknown: not known: b',
    ],
    ['codes in groups', 'x: { group: a, into: { low: [0, 1], high: [2, 3] } }', [a('1')], 'low'],
    [
      'a number in no group',
      'x: { group: a, into: { low: [0, 1], high: [2, 3] } }',
      [a('7')],
      'unknown: a is in no group',
    ],
    [
      'a limit that fits no group',
      'x: { group: a, into: { low: [0, 1], high: [2, 3] } }',
      [a('>1')],
      'unknown: a is only known as a limit',
    ],
  ])('%s', (_, definition, rows, expected) =>
    expect(inWords(`${scores}\n  ${definition}`, [start, ...rows])).toBe(expected),
  )

  const surgery = `surgery: { from: procedure, where: { procedure: { is: surgery } }, value: date, pick: last }
  diagnosis: { from: disease, value: date, pick: first }`
  const operated: WrittenRow = ['procedure', { procedure: 'surgery', date: '2021-02-19' }]
  const diagnosed: WrittenRow = ['disease', { basis: 'imaging', date: '2021-01-30' }]
  test.each<[string, string, readonly WrittenRow[], string]>([
    ['days between two days', 'x: { daysBetween: [diagnosis, surgery] }', [operated, diagnosed], '20 days'],
    ['days backwards', 'x: { daysBetween: [surgery, diagnosis] }', [operated, diagnosed], '-20 days'],
    [
      'days from a day that is not known',
      'x: { daysBetween: [diagnosis, surgery] }',
      [operated],
      'unknown: no day of diagnosis',
    ],
    [
      "a window around another variable's day",
      albumin('window: { around: surgery, from: -7 d, to: 2 d }'),
      [operated, lab('31 g/L', '2021-02-11'), lab('33 g/L', '2021-02-12'), lab('35 g/L', '2021-02-22')],
      '33 g/L',
    ],
    [
      'a window around a day that is not known',
      albumin('pick: any, window: { around: surgery, from: -7 d, to: 2 d }'),
      [lab('31 g/L', '2021-02-11')],
      'unknown: a row of lab may count, but its day or a code in it is not known',
    ],
  ])('%s', (_, definition, rows, expected) =>
    expect(inWords(`${surgery}\n  ${definition}`, [start, ...rows])).toBe(expected),
  )
})
