import { describe, expect, test } from 'vitest'
import { constantFacts as factsOf, factWords, sameFact } from '../../../harmonize/acceptance/constant-facts.js'
import type { SharedRow, SharedValue } from '../../../harmonize/shared-row.js'
import { told } from '../../../words/told.js'
import { columnsOfRows } from '../../support/columns-of-rows.js'
import { dayOrNone } from '../../support/day-or-none.js'

const source = { site: 'north', fileId: 'x', file: told`s.csv`, sheet: told`-`, row: 2 }
const row = (domain: SharedRow['domain'], values: Readonly<Record<string, SharedValue>>): SharedRow => ({
  domain,
  subjectKey: 'k',
  source,
  values,
})
const code = (text: string): SharedValue => ({ kind: 'code', code: text, received: text.toUpperCase() })
const number = (value: number): SharedValue => ({ kind: 'number', number: value, received: '' })
const on = (date: string | null, offset: number | null = null): SharedValue => ({
  kind: 'day',
  date: dayOrNone(date),
  offset,
  time: null,
  precision: 'day',
  imputed: false,
  received: '',
})
const missing: SharedValue = { kind: 'missing', reason: 'not recorded' }

/** The facts of the one subject of some rows. */
const constantFacts = (rows: readonly SharedRow[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...factsOf(columnsOfRows(rows, ['k']), 1)].flatMap(([fact, { codes, texts }]) =>
      codes[0] === 0 ? [] : [[fact, texts[codes[0] ?? 0] ?? '']],
    ),
  )

describe('facts that do not change from one export to the next', () => {
  test('are sex, birth date and age, and the first row of what a subject begins with', () => {
    expect(
      constantFacts([
        row('subject', { sex: code('male'), birthDate: on('1950-02-03'), ageYears: number(70) }),
        row('exposure', { treatment: code('b'), date: on('2021-02-01') }),
        row('exposure', { treatment: code('a'), dose: number(3), date: on('2021-01-05') }),
        row('disease', { stage: code('ii'), grade: code('g1'), date: on('2020-12-01') }),
        row('procedure', { term: code('resection'), date: on(null, 12) }),
        row('lab', { test: code('afp'), date: on('2019-01-01') }),
      ]),
    ).toEqual({
      sex: 'cmale',
      birthDate: 'd1950-02-03',
      ageYears: 'n70',
      exposure: '2021-01-05 ca',
      disease: '2020-12-01 cii cg1',
      procedure: '00000012 cresection',
    })
  })

  test('are left out where nothing is known of them, or no day tells the first', () => {
    expect(
      constantFacts([row('subject', { sex: missing }), row('exposure', { treatment: code('a'), date: missing })]),
    ).toEqual({})
  })

  test('days of a study without dates are ordered as numbers', () => {
    const days = [9, 10, 100].map(day => row('exposure', { treatment: code(`t${day}`), date: on(null, day) }))
    expect(constantFacts(days)).toEqual({ exposure: '00000009 ct9' })
  })
})

test.each([
  ['sex', 'sex'],
  ['birthDate', 'birth date'],
  ['ageYears', 'age'],
  ['disease', 'first diagnosis'],
  ['exposure', 'first exposure'],
  ['procedure', 'first procedure'],
])('the fact %s is called %s', (fact, words) => {
  expect(factWords(fact)).toBe(words)
})

test.each([
  ['ageYears', 'n70', 'n70', true],
  ['ageYears', 'n70', 'n71', true],
  ['ageYears', 'n71', 'n70', true],
  ['ageYears', 'n70', 'n72', false],
  ['ageYears', 'n9', 'n10', true],
  ['sex', 'cmale', 'cmale', true],
  ['sex', 'cmale', 'cfemale', false],
  ['birthDate', 'd1950-02-03', 'd1951-02-03', false],
])('%s: %s and %s are the same fact: %s', (fact, before, now, same) => {
  expect(sameFact(fact, before, now)).toBe(same)
})
