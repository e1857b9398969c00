import { describe, expect, test } from 'vitest'
import { joinPersons } from '../../cohort/across/join-persons.js'
import { keysDecided } from '../../cohort/across/person-decision.js'
import { compileStudy } from '../../cohort/compile-study.js'
import { findDuplicates } from '../../cohort/selection/find-duplicates.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { rangeOfRecords } from '../support/range-of-records.js'
import { selectCohort as selectPlainly } from './plain/select-cohort.js'

const study = studyOf(`
sites: [north, south]
index: { from: exposure, where: { treatment: { is: a } } }
variables:
  age: { from: subject, value: age }
endpoints:
  os:
    label: Overall survival
    unit: months
    events: [{ from: contact, where: { status: { is: dead } }, reason: death }]
    censoring: [{ from: contact, reason: alive at last contact }]
`)

const treated: WrittenRow = ['exposure', { treatment: 'a', date: '2021-03-01' }]
const later: WrittenRow = ['exposure', { treatment: 'a', date: '2021-04-01' }]
const seen: WrittenRow = ['contact', { status: 'alive', date: '2022-01-01' }]
const person = (values: Record<string, string>): WrittenRow => ['subject', values]

const asked = (one: readonly WrittenRow[], other: readonly WrittenRow[], otherLink = 'l') => {
  const records = [
    recordOf('N1', [...one, treated, seen], { linkKey: 'l' }),
    recordOf('S1', [...other, later, seen], { site: 'south', linkKey: otherLink }),
  ]
  const cut = isoDate('2023-01-01')
  const found = selectCohort(study, records, cut).queries
  expect(found).toEqual(selectPlainly(study, records, cut).queries)
  return found.flatMap(({ site, displayId, kind, severity, message }) =>
    kind === 'linked-person-differs' ? [[site, displayId, severity, message]] : [],
  )
}

const born = { birthDate: '1960-01-01', sex: 'female' }

describe('a record that is left out for another of one link id', () => {
  test.each<[string, readonly WrittenRow[], string | null]>([
    ['the same facts', [person(born)], null],
    ['another birth date', [person({ ...born, birthDate: '1971-05-03' })], 'birth date is'],
    ['another sex', [person({ ...born, sex: 'male' })], 'sex is'],
    ['both', [person({ birthDate: '1971-05-03', sex: 'male' })], 'birth date and sex are'],
    ['facts that are not known', [], null],
    ['a sex that is held', [person({ birthDate: '1960-01-01', sex: 'held' })], null],
    ['the first of two rows of it', [person({ sex: 'female' }), person({ sex: 'male' })], null],
  ])('is asked about by what cannot change: %s', (_, other, differs) => {
    const told = `it is left out for N1 of north, as a second record of one person, and its ${differs ?? ''} not the same: two persons under one link id, or a wrong value?`
    expect(asked([person(born)], other)).toEqual(differs === null ? [] : [['south', 'S1', 'info', told]])
  })

  test('is not asked about where no link id says that they are one person', () => {
    expect(asked([person(born)], [person({ birthDate: '1971-05-03', sex: 'male' })], 'm')).toEqual([])
  })

  test('is not asked about by a birth date of which only the year is known', () => {
    const one = recordOf('N1', [person(born), treated, seen], { linkKey: 'l' })
    const other = recordOf('S1', [person({ birthDate: '1960-07-01' }), later, seen], { site: 'south', linkKey: 'l' })
    const inPart = (precision: 'day' | 'year', imputed: boolean) => ({
      ...other,
      rows: other.rows.map(row => {
        const day = row.values['birthDate']
        return day?.kind === 'day' ? { ...row, values: { birthDate: { ...day, precision, imputed } } } : row
      }),
    })
    const asks = (record: typeof other) =>
      [selectCohort, selectPlainly].map(select =>
        select(study, [one, record], isoDate('2023-01-01')).queries.some(
          ({ kind }) => kind === 'linked-person-differs',
        ),
      )
    expect([asks(other), asks(inPart('year', false)), asks(inPart('day', true))]).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ])
  })

  test.each([
    ['without link ids', {}, {}],
    ['with two', { linkKey: 'l' }, { linkKey: 'm' }],
  ])('is not asked about where a person decided it: %s', (_, link, otherLink) => {
    const others = [person({ birthDate: '1971-05-03', sex: 'male' }), later, seen]
    const records = [
      recordOf('N1', [person(born), treated, seen], link),
      recordOf('S1', others, { site: 'south', ...otherLink }),
    ]
    const range = rangeOfRecords(records, true)
    const named = (at: number) => ({ ...records[at]!, key: records[at]!.subjectKey })
    const decisions = [{ one: named(0), other: named(1), same: true }]
    const compiled = compileStudy(study, isoDate('2023-01-01'))
    const linked = joinPersons(compiled.linked(range, keysDecided(decisions)), decisions)
    const { countedAs, queries } = compiled.select(range, findDuplicates(study, linked))
    const kinds = [...queries.values()].flat().map(({ kind }) => kind)
    expect([countedAs.size, kinds]).toEqual([1, ['no-arm']])
  })
})
