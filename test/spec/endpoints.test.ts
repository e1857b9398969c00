import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { dayOrNone } from '../support/day-or-none.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const study = studyOf(`
index: { from: exposure }
arms:
  control: { label: Control, when: { not: { treated: is true } } }
  treated: { label: Treated, when: { treated: is true } }
variables:
  treated: { from: exposure, where: { treatment: { is: radiotherapy } }, pick: any }
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: contact, where: { status: { is: dead } }, reason: death }]
    censoring: [{ from: contact, where: { status: { in: [alive, lost] } }, reason: alive at last contact }]
  pfs:
    label: Progression-free survival
    unit: months
    events:
      - { from: response, where: { response: { is: pd } }, reason: progression }
      - { from: contact, where: { status: { is: dead } }, reason: death }
    censoring:
      - { from: response, reason: no progression at the last scan }
      - { from: contact, where: { status: { in: [alive, lost] } }, reason: alive at last contact }
`)

const start: WrittenRow = ['exposure', { treatment: 'lenvatinib', date: '2021-03-01' }]
const alive = (date: string): WrittenRow => ['contact', { status: 'alive', date }]
const dead = (date: string): WrittenRow => ['contact', { status: 'dead', date }]
const scan = (response: string, date: string): WrittenRow => ['response', { target: 'liver', response, date }]

const derive = (rows: readonly WrittenRow[], dataCut: string | null = null) => {
  const { subjects, queries } = selectCohort(study, [recordOf('N1', rows)], dayOrNone(dataCut))
  const { os, pfs } = subjects[0]?.endpoints ?? {}
  return { os, pfs, queries: queries.map(({ kind }) => kind) }
}

const inWords = (rows: readonly WrittenRow[], endpoint: 'os' | 'pfs', dataCut?: string): string => {
  const time = derive(rows, dataCut ?? null)[endpoint]
  return `${time?.event === true ? 'event' : 'censored'} ${time?.days ?? ''}: ${time?.reason ?? ''}`
}

describe('time to death', () => {
  test.each<[string, readonly WrittenRow[], string]>([
    [
      'a subject who died is followed until death',
      [start, alive('2021-04-01'), dead('2021-06-09')],
      'event 100: death',
    ],
    ['a death wins over a later contact', [start, dead('2021-06-09'), alive('2021-07-01')], 'event 100: death'],
    [
      'a subject alive is censored at the last contact',
      [start, alive('2021-09-17'), alive('2021-04-01')],
      'censored 200: alive at last contact',
    ],
    [
      'a subject never seen again is censored at the index date',
      [start],
      'censored 0: no follow-up after the index date',
    ],
    [
      'a contact on the index date is follow-up of no length',
      [start, alive('2021-03-01')],
      'censored 0: alive at last contact',
    ],
    ['a death on the index date counts', [start, dead('2021-03-01')], 'event 0: death'],
    ['of two deaths the earlier counts', [start, dead('2021-06-10'), dead('2021-06-09')], 'event 100: death'],
    [
      'a death whose day is held does not count',
      [start, dead('held'), alive('2021-04-01')],
      'censored 31: alive at last contact',
    ],
  ])('%s', (_, rows, expected) => expect(inWords(rows, 'os')).toBe(expected))
})

describe('time to progression or death', () => {
  test.each<[string, readonly WrittenRow[], string]>([
    [
      'the earliest progression counts',
      [start, scan('pr', '2021-04-01'), scan('pd', '2021-09-17'), scan('pd', '2021-06-09')],
      'event 100: progression',
    ],
    ['death without progression counts', [start, scan('pr', '2021-04-01'), dead('2021-06-09')], 'event 100: death'],
    [
      'progression and death on one day: the source named first gives the reason',
      [start, dead('2021-06-09'), scan('pd', '2021-06-09')],
      'event 100: progression',
    ],
    [
      'without an event the latest of scan and contact counts',
      [start, scan('sd', '2021-06-09'), alive('2021-04-01')],
      'censored 100: no progression at the last scan',
    ],
    [
      'a subject lost before the first scan is censored at the last contact',
      [start, ['contact', { status: 'lost', date: '2021-04-01' }]],
      'censored 31: alive at last contact',
    ],
    [
      'a progression before the index date is a question, not an event',
      [start, scan('pd', '2021-02-01'), scan('sd', '2021-06-09')],
      'censored 100: no progression at the last scan',
    ],
  ])('%s', (_, rows, expected) => expect(inWords(rows, 'pfs')).toBe(expected))

  test('months have 30.4375 days, and the row that decided stays with the time', () => {
    const { pfs } = derive([start, scan('pr', '2021-04-01'), scan('pd', '2021-06-09')])
    expect(pfs?.time).toBe(100 / 30.4375)
    expect(pfs?.date).toBe('2021-06-09')
    expect(pfs?.sources.map(({ file, row }) => [file, row])).toEqual([['response.csv', 4]])
  })
})

describe('the data cut', () => {
  const rows = [start, alive('2021-04-01'), scan('pd', '2021-06-09'), dead('2021-09-17')]
  test.each([
    ['after all', '2022-01-01', 'event 200: death', 'event 100: progression'],
    ['on the day of death', '2021-09-17', 'event 200: death', 'event 100: progression'],
    ['the day before death', '2021-09-16', 'censored 31: alive at last contact', 'event 100: progression'],
    ['before progression', '2021-06-08', 'censored 31: alive at last contact', 'censored 31: alive at last contact'],
  ])('%s', (_, dataCut, os, pfs) => {
    expect([inWords(rows, 'os', dataCut), inWords(rows, 'pfs', dataCut)]).toEqual([os, pfs])
  })

  test.each<[string, readonly WrittenRow[], string]>([
    [
      'who died later is followed until the cut',
      [start, dead('2021-09-17')],
      'censored 92: followed beyond the data cut',
    ],
    [
      'who is only seen again later is followed until the cut',
      [start, alive('2021-07-01')],
      'censored 92: followed beyond the data cut',
    ],
    [
      'who was seen before as well is followed until then',
      [start, alive('2021-04-01'), alive('2021-07-01')],
      'censored 31: alive at last contact',
    ],
    ['who is not seen again at all', [start], 'censored 0: no follow-up after the index date'],
  ])('a subject %s', (_, known, expected) => expect(inWords(known, 'os', '2021-06-01')).toBe(expected))

  test('a subject who starts after the cut has no index date yet', () => {
    const [subject] = selectCohort(study, [recordOf('N1', rows)], isoDate('2021-02-28')).subjects
    expect([subject?.indexDate, subject?.firstReason, subject?.endpoints]).toEqual([null, 'no-index-date', {}])
  })
})

describe('questions to the site', () => {
  test.each<[string, readonly WrittenRow[], readonly string[]]>([
    ['all fits', [start, scan('sd', '2021-04-01'), dead('2021-06-09')], []],
    ['a scan after death', [start, dead('2021-06-09'), scan('sd', '2021-07-01')], ['scan-after-death']],
    ['a contact after death', [start, dead('2021-06-09'), alive('2021-07-01')], ['follow-up-after-death']],
    ['two deaths with different days', [start, dead('2021-06-09'), dead('2021-06-10')], ['deaths-differ']],
    ['nothing after the start of treatment', [start], ['no-follow-up']],
    ['a death before the index date', [start, dead('2021-02-01')], ['death-before-index', 'record-after-death']],
    ['a progression before the index date', [start, scan('pd', '2021-02-01')], ['event-before-index']],
    [
      'a progression before the index date, and a scan after it',
      [start, scan('pd', '2021-02-01'), scan('sd', '2021-04-01'), alive('2021-04-01')],
      ['event-before-index'],
    ],
    ['a progression without a day', [start, scan('pd', 'not recorded'), alive('2021-04-01')], ['event-without-day']],
    ['no start of treatment', [alive('2021-04-01')], ['no-index-date']],
  ])('%s', (_, rows, kinds) => expect(derive(rows).queries).toEqual(kinds))

  test('a question names what is missing, never a value', () => {
    const held = studyOf(`
variables: { albumin: { from: lab, where: { test: { is: albumin } }, unit: g/L } }
eligibility: { include: [{ id: albumin-known-low, label: Low, when: { albumin: { below: 35 } }, cannotTell: hold }] }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }`)
    const limit: WrittenRow = ['lab', { test: 'albumin', result: '<41 g/L', date: '2021-02-20' }]
    const records = [recordOf('N1', [start]), recordOf('N2', [start, limit])]
    expect(selectCohort(held, records, null).queries.map(({ displayId, message }) => [displayId, message])).toEqual([
      ['N1', 'albumin-known-low cannot be told: albumin (no row of lab fits)'],
      ['N2', 'albumin-known-low cannot be told: a value is only known as a limit'],
    ])
  })
})

describe('a study of day offsets', () => {
  const offsets = studyOf(`
time: day offsets
index: day 0
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: disposition, where: { event: { is: death } }, reason: death }]
    censoring: [{ from: contact, reason: alive at last contact }]`)

  test.each<[string, readonly WrittenRow[], readonly [number, boolean]]>([
    ['a death on day 306', [['disposition', { event: 'death', date: 'day 306' }]], [306, true]],
    ['alive on day 1010', [['contact', { status: 'alive', date: 'day 1010' }]], [1010, false]],
  ])('%s', (_, rows, expected) => {
    const [subject] = selectCohort(offsets, [recordOf('001', rows)], null).subjects
    const os = subject?.endpoints['os']
    expect([os?.time, os?.event, os?.date, subject?.indexDate]).toEqual([...expected, null, null])
  })
})
