import { describe, expect, test } from 'vitest'
import type { CohortSubject } from '../../cohort/cohort.js'
import { dayNumber, dayOfNumber } from '../../protocol/schema/day-numbers.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { dayOrNone } from '../support/day-or-none.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const index = isoDate('2021-03-01')
/** A day counted from the index date. */
const day = (offset: number): string => dayOfNumber(dayNumber(index) + offset)

const study = studyOf(`
index: { from: exposure, where: { category: { is: study } } }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
variables:
  until-index: { from: lab, where: { test: { is: afp } }, pick: any }
  four-weeks: { from: lab, where: { test: { is: afp } }, pick: any, window: [-28 d, 0 d] }
  month-after: { from: lab, where: { test: { is: afp } }, pick: any, window: [1 d, 1 m], afterIndex: { reason: x } }
  year-before: { from: lab, where: { test: { is: afp } }, pick: any, window: [-1 y, -1 d] }
  open-start: { from: lab, where: { test: { is: afp } }, pick: any, window: [~, -1 d] }
  open-end: { from: lab, where: { test: { is: afp } }, pick: any, window: [7 d, ~], afterIndex: { reason: x } }
  any-time: { from: lab, where: { test: { is: afp } }, pick: any, window: any time, afterIndex: { reason: x } }
  operated: { from: procedure, value: date, pick: first, window: [~, ~], afterIndex: { reason: x } }
  around: { from: lab, where: { test: { is: afp } }, pick: any, window: { around: operated, from: -14 d, to: 28 d }, afterIndex: { reason: x } }
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: contact, where: { status: { is: dead } }, reason: death }]
    censoring: [{ from: contact, where: { status: { is: alive } }, reason: alive }]
response: { criteria: RECIST 1.1, targets: [{ id: liver, label: Liver }] }
safety:
  grades: CTCAE 5.0
  categories: [{ id: rash, label: Rash }]
  until: { after: 30 d, exposure: { category: { is: study } } }
subsequent:
  where: { category: { is: later } }
  therapies: [{ id: second, label: Second }]
`)

const drug = (end: string | null): WrittenRow => [
  'exposure',
  { treatment: 'first', category: 'study', date: index, ...(end === null ? {} : { endDate: end }) },
]

const derive = (rows: readonly WrittenRow[], dataCut: string | null = null): CohortSubject => {
  const [subject] = selectCohort(study, [recordOf('N1', rows)], dayOrNone(dataCut)).subjects
  if (subject === undefined) throw new Error('no subject')
  return subject
}

const lab = (date: string): WrittenRow => ['lab', { test: 'afp', result: '5 ng/mL', date }]

describe('the first and the last day of a window', () => {
  test.each<[string, number, boolean]>([
    ['until-index', -1, true],
    ['until-index', 0, true],
    ['until-index', 1, false],
    ['four-weeks', -29, false],
    ['four-weeks', -28, true],
    ['four-weeks', 0, true],
    ['four-weeks', 1, false],
    // A month is 30.4375 days, so its last whole day is the thirtieth.
    ['month-after', 0, false],
    ['month-after', 1, true],
    ['month-after', 30, true],
    ['month-after', 31, false],
    // A year is 365.25 days.
    ['year-before', -366, false],
    ['year-before', -365, true],
    ['year-before', -1, true],
    ['year-before', 0, false],
    ['open-start', -9000, true],
    ['open-start', -1, true],
    ['open-start', 0, false],
    ['open-end', 6, false],
    ['open-end', 7, true],
    ['open-end', 9000, true],
    ['any-time', -9000, true],
    ['any-time', 9000, true],
  ])('of %s: day %i is inside: %s', (name, offset, inside) => {
    expect(derive([drug(null), lab(day(offset))]).variables[name]?.value).toBe(inside)
  })

  test.each<[number, boolean]>([
    [-15, false],
    [-14, true],
    [0, true],
    [28, true],
    [29, false],
  ])('around another day: %i days from it is inside: %s', (offset, inside) => {
    const rows: readonly WrittenRow[] = [
      drug(null),
      ['procedure', { procedure: 'resection', date: day(100) }],
      lab(day(100 + offset)),
    ]
    expect(derive(rows).variables['around']?.value).toBe(inside)
  })
})

describe('later therapy', () => {
  const later = (offset: number): WrittenRow => [
    'exposure',
    { treatment: 'second', category: 'later', date: day(offset) },
  ]
  test.each<[number, string | null]>([
    [-1, null],
    [0, null],
    [1, 'second'],
  ])('that begins on day %i: %s', (offset, therapy) => {
    expect(derive([drug(null), later(offset)]).subsequent?.therapy ?? null).toBe(therapy)
  })

  test.each<[string, string | null]>([
    [day(50), 'second'],
    [day(49), null],
  ])('that begins on day 50, known at the cut %s: %s', (cut, therapy) => {
    expect(derive([drug(null), later(50)], cut).subsequent?.therapy ?? null).toBe(therapy)
  })
})

describe('the worst grade', () => {
  const rash = (offset: number): WrittenRow => ['adverseEvent', { category: 'rash', grade: '3', date: day(offset) }]
  const gradeOf = (end: string | null, offset: number, cut: string | null = null) =>
    derive([drug(end), rash(offset)], cut).worstGrades['rash']?.grade ?? null

  test.each<[number, number | null]>([
    [-1, null],
    [0, 3],
    [1, 3],
    [119, 3],
    [120, 3],
    [121, null],
  ])('of an event on day %i, the drug given until day 90 and 30 days more: %s', (offset, grade) => {
    expect(gradeOf(day(90), offset)).toBe(grade)
  })

  test.each<[string, string | null, number, string | null, number | null]>([
    ['an exposure without an end counts by its only day', null, 30, null, 3],
    ['and no longer', null, 31, null, null],
    ['an end that is not known leaves the window open', 'unknown', 9000, null, 3],
    ['an end after the cut is not known yet', day(90), 160, day(170), null],
    ['so the window is open until the cut', day(180), 160, day(170), 3],
    ['an end on the cut is known', day(170), 170, day(170), 3],
    ['an event after the cut is not there', day(180), 171, day(170), null],
  ])('%s', (_, end, offset, cut, grade) => expect(gradeOf(end, offset, cut)).toBe(grade))
})

describe('the best response', () => {
  const scan = (response: string, offset: number): WrittenRow => [
    'response',
    { target: 'liver', response, date: day(offset) },
  ]
  const best = (scans: readonly WrittenRow[], cut: string | null = null) =>
    derive([drug(null), ...scans], cut).responses['liver']?.response

  test.each<[string, readonly WrittenRow[], string | null, string]>([
    ['the day before the index date', [scan('cr', -1)], null, 'ne'],
    ['on the index date', [scan('cr', 0)], null, 'cr'],
    ['the day after it', [scan('cr', 1)], null, 'cr'],
    ['the day before the progression', [scan('pr', 49), scan('pd', 50)], null, 'pr'],
    ['the day after the progression', [scan('pd', 50), scan('pr', 51)], null, 'pd'],
    ['the progression before the index date ends nothing', [scan('pd', -1), scan('pr', 30)], null, 'pr'],
    ['on the cut', [scan('sd', 30), scan('pr', 50)], day(50), 'pr'],
    ['the day after the cut', [scan('sd', 30), scan('pr', 51)], day(50), 'sd'],
    [
      'a progression the day after the cut ends nothing',
      [scan('sd', 30), scan('pd', 51), scan('cr', 52)],
      day(50),
      'sd',
    ],
  ])('a scan %s', (_, scans, cut, expected) => expect(best(scans, cut)).toBe(expected))
})

describe('an endpoint at the data cut', () => {
  const contact = (status: string, offset: number): WrittenRow => ['contact', { status, date: day(offset) }]
  const osOf = (rows: readonly WrittenRow[], cut: string | null) => {
    const os = derive([drug(null), ...rows], cut).endpoints['os']
    return os === undefined ? null : [os.days, os.event, os.reason]
  }
  test.each<[string, readonly WrittenRow[], number, readonly unknown[]]>([
    ['a death on the cut', [contact('alive', 20), contact('dead', 50)], 50, [50, true, 'death']],
    ['a death the day after it', [contact('alive', 20), contact('dead', 51)], 50, [20, false, 'alive']],
    ['a contact on the cut', [contact('alive', 20), contact('alive', 50)], 50, [50, false, 'alive']],
    ['a contact the day after it', [contact('alive', 20), contact('alive', 51)], 50, [20, false, 'alive']],
    [
      'nothing until the cut, and a death the day after',
      [contact('dead', 51)],
      50,
      [50, false, 'followed beyond the data cut'],
    ],
    [
      'nothing until the cut, and a contact the day after',
      [contact('alive', 51)],
      50,
      [50, false, 'followed beyond the data cut'],
    ],
    ['the index date on the cut', [contact('alive', 9)], 0, [0, false, 'followed beyond the data cut']],
  ])('%s', (_, rows, cut, expected) => expect(osOf(rows, day(cut))).toEqual(expected))

  test('the index date the day after the cut is not there yet', () => {
    expect(derive([drug(null), contact('alive', 9)], day(-1))).toMatchObject({
      firstReason: 'no-index-date',
      endpoints: {},
    })
  })
})
