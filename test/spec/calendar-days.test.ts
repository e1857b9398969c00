import { describe, expect, test } from 'vitest'
import type { Study } from '../../protocol/language/study.js'
import type { CohortSubject } from '../../cohort/cohort.js'
import { selectCohort as selectPlainly } from '../cohort/plain/select-cohort.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { selectCohort } from '../support/cohort-of-ranges.js'

const studyThat = (cannotTell: 'exclude' | 'hold' | 'include'): Study =>
  studyOf(`
index: { from: exposure, where: { treatment: { in: [a, b] } } }
variables:
  first-treatment: { from: exposure, where: { treatment: { in: [a, b] } }, value: date, pick: first, window: [0 d, 0 d] }
  diagnosed: { from: disease, value: date, pick: first, window: any time, afterIndex: { reason: x } }
  treated: { from: exposure, where: { treatment: { is: b } }, pick: any }
eligibility:
  include:
    - { id: period, label: First treated in 2020 or 2021, when: { first-treatment: { between: [2020-01-01, 2021-12-31] } }, cannotTell: hold }
  exclude:
    - { id: old, label: Diagnosed before 2015, when: { diagnosed: { below: 2015-01-01 } }, cannotTell: ${cannotTell} }
`)

const treatment = (name: string, date: string): WrittenRow => ['exposure', { treatment: name, date }]
const diagnosis = (date: string): WrittenRow => ['disease', { diagnosis: 'x', date }]

/** The subject as the compiled study has it and as the plain rules do. */
const selected = (study: Study, rows: readonly WrittenRow[]): readonly CohortSubject[] => {
  const records = [recordOf('N1', [['subject', { birthDate: '1960-01-01' }], ...rows])]
  return [selectCohort(study, records, null), selectPlainly(study, records, null)].flatMap(({ subjects }) => subjects)
}

const conclusions = (study: Study, rows: readonly WrittenRow[]): readonly string[] =>
  selected(study, rows).map(({ status, reasons }) => [status, ...reasons].join(' '))

describe('treated for the first time within calendar days', () => {
  test.each<[string, readonly WrittenRow[], string]>([
    ['a day before the first', [treatment('a', '2019-12-31')], 'excluded period'],
    ['on the first', [treatment('a', '2020-01-01')], 'eligible'],
    ['on the last', [treatment('a', '2021-12-31')], 'eligible'],
    ['a day after the last', [treatment('a', '2022-01-01')], 'excluded period'],
    [
      'before the first, with a second treatment within',
      [treatment('b', '2019-12-31'), treatment('a', '2020-01-05')],
      'excluded period',
    ],
    [
      'within, with a second treatment after the last',
      [treatment('a', '2021-12-31'), treatment('b', '2022-01-01')],
      'eligible',
    ],
    [
      'within, after another treatment years before',
      [treatment('other', '2017-05-01'), treatment('a', '2020-06-01')],
      'eligible',
    ],
    ['on a day that is held: held and not excluded', [treatment('a', 'held')], 'held no-index-date'],
    ['on a day that was not recorded: held and not excluded', [treatment('a', 'unknown')], 'held no-index-date'],
    ['never, as far as is known: held and not excluded', [], 'held no-index-date'],
  ])('%s', (_, rows, expected) => {
    expect(conclusions(studyThat('hold'), [diagnosis('2018-01-01'), ...rows])).toEqual([expected, expected])
  })

  test('a subject without an index date is asked about', () => {
    const records = [recordOf('N1', [diagnosis('2018-01-01'), treatment('a', 'held')])]
    for (const select of [selectCohort, selectPlainly]) {
      const { queries, attrition } = select(studyThat('hold'), records, null)
      expect(queries.map(({ kind }) => kind)).toEqual(['no-index-date'])
      expect(attrition.find(({ criterion }) => criterion === 'period')?.excluded).toBe(0)
    }
  })
})

describe('a calendar day that is not known does what the study says of it', () => {
  test.each([
    ['exclude', 'excluded old'],
    ['hold', 'held old'],
    ['include', 'eligible'],
  ] as const)('%s', (cannotTell, expected) => {
    for (const date of ['held', 'unknown', 'not recorded'])
      expect(conclusions(studyThat(cannotTell), [treatment('a', '2020-06-01'), diagnosis(date)])).toEqual([
        expected,
        expected,
      ])
  })
})

describe('bounds of one calendar day', () => {
  const judged = (shape: string, day: string): readonly string[] => {
    const study = studyOf(`
index: { from: exposure }
variables:
  diagnosed: { from: disease, value: date, pick: first }
  treated: { from: exposure, where: { treatment: { is: b } }, pick: any }
eligibility: { include: [{ id: asked, label: Asked, when: { diagnosed: ${shape} }, cannotTell: hold }] }
`)
    return conclusions(study, [treatment('a', '2020-06-01'), diagnosis(day)])
  }

  test.each([
    ['{ at least: 2015-03-01 }', 'excluded asked', 'eligible', 'eligible'],
    ['{ above: 2015-03-01 }', 'excluded asked', 'excluded asked', 'eligible'],
    ['{ at most: 2015-03-01 }', 'eligible', 'eligible', 'excluded asked'],
    ['{ below: 2015-03-01 }', 'eligible', 'excluded asked', 'excluded asked'],
    ['{ between: [2015-03-01, 2015-03-01] }', 'excluded asked', 'eligible', 'excluded asked'],
  ])('%s on the day before, the day and the day after', (shape, before, on, after) => {
    const days = ['2015-02-28', '2015-03-01', '2015-03-02']
    expect(days.map(day => judged(shape, day))).toEqual([before, on, after].map(expected => [expected, expected]))
  })
})
