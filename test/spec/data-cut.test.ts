import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { dayOrNone } from '../support/day-or-none.js'

const cut = '2021-06-01'
const days = { before: '2021-05-31', on: cut, after: '2021-06-02' } as const
type Day = keyof typeof days

const study = studyOf(`
index: { from: exposure, where: { category: { is: study } } }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
variables:
  begun: { from: exposure, where: { category: { is: other } }, pick: any, window: any time, afterIndex: { reason: x } }
  ended: { from: exposure, where: { category: { is: other } }, value: endDate, pick: last, window: any time, afterIndex: { reason: x } }
  ill: { from: adverseEvent, pick: count, window: any time, afterIndex: { reason: x } }
endpoints:
  stop:
    label: End of the other drug
    unit: days
    events: [{ from: exposure, where: { category: { is: other } }, date: endDate, reason: ended }]
    censoring: [{ from: exposure, where: { category: { is: other } }, reason: still given }]
`)

const derive = (rows: readonly WrittenRow[], dataCut: string | null = cut) => {
  const start: WrittenRow = ['exposure', { treatment: 'drug', category: 'study', date: '2021-03-01' }]
  return selectCohort(study, [recordOf('N1', [start, ...rows])], dayOrNone(dataCut)).subjects[0]
}

const other = (date: string, endDate: string): WrittenRow => [
  'exposure',
  { treatment: 'drug', category: 'other', date, endDate },
]

describe('a row with two days at the data cut', () => {
  test.each<[Day, Day, boolean, string | null, string]>([
    ['before', 'before', true, '2021-05-31', 'event 91: ended'],
    ['before', 'on', true, '2021-06-01', 'event 92: ended'],
    ['before', 'after', true, null, 'censored 91: still given'],
    ['on', 'on', true, '2021-06-01', 'event 92: ended'],
    ['on', 'after', true, null, 'censored 92: still given'],
    ['after', 'after', false, null, 'censored 92: followed beyond the data cut'],
  ])('dated %s it, and ended %s it: there %s, its end %s, %s', (date, end, begun, ended, stop) => {
    const subject = derive([other(days[date], days[end])])
    const time = subject?.endpoints['stop']
    expect(subject?.variables['begun']?.value).toBe(begun)
    expect(subject?.variables['ended']?.value).toBe(ended)
    expect(`${time?.event === true ? 'event' : 'censored'} ${time?.days ?? ''}: ${time?.reason ?? ''}`).toBe(stop)
  })

  test('without a data cut nothing is cut', () => {
    expect(derive([other(days.after, '2029-01-01')], null)?.variables['ended']?.value).toBe('2029-01-01')
  })
})

describe('rows of one day at the data cut', () => {
  test.each<[readonly Day[], number]>([
    [['before'], 1],
    [['on'], 1],
    [['after'], 0],
    [['before', 'on', 'after'], 2],
  ])('of adverse events %j %i are there', (when, count) => {
    const rows = when.map((each): WrittenRow => ['adverseEvent', { category: 'rash', grade: '2', date: days[each] }])
    expect(derive(rows)?.variables['ill']?.value).toBe(count)
  })

  test('a row without a day is there', () => {
    expect(
      derive([['adverseEvent', { category: 'rash', grade: '2', date: 'not recorded' }]])?.variables['ill']?.value,
    ).toBe(1)
  })
})
