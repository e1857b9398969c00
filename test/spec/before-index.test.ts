import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const endpoints = `
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: disposition, where: { event: { is: death } }, reason: death }]
    censoring: [{ from: contact, where: { status: { in: [alive, lost] } }, reason: alive at last contact }]
  pfs:
    label: Progression-free survival
    unit: days
    events:
      - { from: response, where: { response: { is: pd } }, reason: progression }
      - { from: disposition, where: { event: { is: death } }, reason: death }
      - { from: exposure, where: { category: { is: later } }, reason: new therapy }
    censoring:
      - { from: response, reason: no progression at the last scan }
      - { from: contact, where: { status: { in: [alive, lost] } }, reason: alive at last contact }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }`

/** One study in calendar days and one in days since the index, which the same rows are written for. */
const studies = {
  dates: {
    study: studyOf(`index: { from: exposure, where: { category: { is: study } } }${endpoints}`),
    day: (offset: number) => `2021-03-${String(10 + offset).padStart(2, '0')}`,
  },
  'day offsets': {
    study: studyOf(`time: day offsets\nindex: day 0${endpoints}`),
    day: (offset: number) => `day ${offset}`,
  },
} as const

type Time = keyof typeof studies
type Day = (offset: number) => string

const conclude = (time: Time, rows: (day: Day) => readonly WrittenRow[]) => {
  const { study, day } = studies[time]
  const start: WrittenRow = ['exposure', { treatment: 'drug', category: 'study', date: day(0) }]
  const { subjects, queries } = selectCohort(study, [recordOf('N1', [start, ...rows(day)])], null)
  const [subject] = subjects
  const { os, pfs } = subject?.endpoints ?? {}
  return {
    reasons: [subject?.status, ...(subject?.reasons ?? [])].join(' '),
    days: [os?.days, pfs?.days],
    asked: queries.map(({ kind }) => kind),
    queries,
  }
}

const otherwise = 'eligible'

const contact = (date: string, status = 'alive'): WrittenRow => ['contact', { status, date }]
const death = (date: string): WrittenRow => ['disposition', { event: 'death', date }]
const scan = (response: string, date: string): WrittenRow => ['response', { target: 'liver', response, date }]
const therapy = (date: string): WrittenRow => ['exposure', { treatment: 'other', category: 'later', date }]

describe.each<Time>(['dates', 'day offsets'])('what is dated before the index date, in a study of %s', time => {
  test.each<[string, (day: Day) => readonly WrittenRow[], string, readonly (number | undefined)[]]>([
    [
      'the last contact holds the subject',
      day => [contact(day(-1))],
      'held follow-up-before-index',
      [undefined, undefined],
    ],
    ['a contact on the index date is follow-up', day => [contact(day(0))], otherwise, [0, 0]],
    ['the day after it too', day => [contact(day(1))], otherwise, [1, 1]],
    [
      'a contact before and one after it: the later decides',
      day => [contact(day(-1)), contact(day(1))],
      otherwise,
      [1, 1],
    ],
    [
      'a contact before and one on the index date: the one on it decides',
      day => [contact(day(-1)), contact(day(0))],
      otherwise,
      [0, 0],
    ],
    [
      'lost before the index date',
      day => [contact(day(-1), 'lost')],
      'held follow-up-before-index',
      [undefined, undefined],
    ],
    ['a death holds the subject', day => [death(day(-1))], 'held death-before-index', [undefined, undefined]],
    [
      'a death holds the subject whatever comes later',
      day => [death(day(-1)), contact(day(9)), scan('sd', day(9))],
      'held death-before-index',
      [undefined, undefined],
    ],
    ['a death on the index date counts', day => [death(day(0))], otherwise, [0, 0]],
    [
      'a progression alone holds the subject',
      day => [scan('pd', day(-1))],
      'held follow-up-before-index',
      [0, undefined],
    ],
    [
      'a progression before later scans does not',
      day => [scan('pd', day(-1)), scan('sd', day(5)), contact(day(5))],
      otherwise,
      [5, 5],
    ],
    [
      'a scan without progression alone holds it too',
      day => [scan('sd', day(-1))],
      'held follow-up-before-index',
      [0, undefined],
    ],
    ['a later therapy alone holds it too', day => [therapy(day(-1))], 'held follow-up-before-index', [0, undefined]],
    [
      'what decides one endpoint and not the other holds the subject',
      day => [scan('sd', day(3)), contact(day(-2))],
      'held follow-up-before-index',
      [undefined, 3],
    ],
    [
      'a contact whose day is held, and nothing else',
      () => [contact('held')],
      'held follow-up-held',
      [undefined, undefined],
    ],
    ['a contact whose day is held, and another', day => [contact('held'), contact(day(4))], otherwise, [4, 4]],
    ['a contact without a day is no contact', () => [contact('not recorded')], otherwise, [0, 0]],
  ])('%s', (_, rows, reasons, days) => {
    const concluded = conclude(time, rows)
    expect([concluded.reasons, concluded.days]).toEqual([reasons, days])
  })

  test.each<[string, (day: Day) => readonly WrittenRow[], readonly string[]]>([
    ['a contact', day => [contact(day(-1))], ['contact-before-index']],
    ['a death, after which the drug was given', day => [death(day(-1))], ['death-before-index', 'record-after-death']],
    ['a progression', day => [scan('pd', day(-1))], ['event-before-index']],
    ['a scan', day => [scan('sd', day(-1))], ['record-before-index']],
    ['a contact whose day is held', () => [contact('held')], ['follow-up-held']],
    ['a contact with another after it', day => [contact(day(-1)), contact(day(1))], []],
  ])('the question about %s', (_, rows, kinds) => expect(conclude(time, rows).asked).toEqual(kinds))

  test('a question names file, row and endpoints, once per row', () => {
    const [asked] = conclude(time, day => [contact(day(-3)), contact(day(-1))]).queries
    expect(asked?.message).toBe(
      'what would decide os, pfs is dated before the index date: contact.csv, row 4; nothing later is recorded, and the subject is held',
    )
    expect(asked?.sources.map(({ file, row }) => [file, row])).toEqual([['contact.csv', 4]])
  })
})

test('an event of the disposition other than death before the index date holds the subject', () => {
  const study = studyOf(`
index: { from: exposure }
endpoints:
  transplant:
    label: Time to transplantation
    unit: days
    events: [{ from: disposition, where: { event: { is: transplanted } }, reason: transplanted }]
    censoring: [{ from: contact, reason: alive at last contact }]
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }`)
  const rows: readonly WrittenRow[] = [
    ['exposure', { treatment: 'drug', date: '2021-03-10' }],
    ['disposition', { event: 'transplanted', date: '2021-03-01' }],
    contact('2021-06-01'),
  ]
  expect(selectCohort(study, [recordOf('N1', rows)], null).subjects[0]?.reasons).toEqual(['event-before-index'])
})

test('who is only known before the index date but met again after the data cut is followed until the cut', () => {
  const { study } = studies.dates
  const rows: readonly WrittenRow[] = [
    ['exposure', { treatment: 'drug', category: 'study', date: '2021-03-10' }],
    contact('2021-03-01'),
    contact('2021-07-01'),
  ]
  const [subject] = selectCohort(study, [recordOf('N1', rows)], isoDate('2021-03-20')).subjects
  expect([subject?.reasons, subject?.endpoints['os']?.days]).toEqual([[], 10])
})

test('a criterion that excludes outweighs a doubtful follow-up', () => {
  const study = studyOf(`
index: { from: exposure }
variables: { age: { from: subject, value: age } }
eligibility: { include: [{ id: adult, label: Adult, when: { age: { at least: 18 } }, cannotTell: hold }] }
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: contact, where: { status: { is: dead } }, reason: death }]
    censoring: [{ from: contact, reason: alive }]
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }`)
  const rows: readonly WrittenRow[] = [
    ['exposure', { treatment: 'drug', date: '2021-03-10' }],
    ['subject', { birthDate: '2010-01-01' }],
    contact('2021-03-01', 'dead'),
  ]
  expect(selectCohort(study, [recordOf('N1', rows)], null).subjects[0]).toMatchObject({
    status: 'excluded',
    firstReason: 'adult',
  })
})
