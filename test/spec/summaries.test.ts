import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'

const study = studyOf(`
index: { from: exposure, where: { category: { is: study } } }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
response:
  criteria: RECIST 1.1
  targets: [{ id: liver, label: Liver }, { id: lung, label: Lung }]
safety:
  grades: CTCAE 5.0
  categories: [{ id: hypertension, label: Hypertension }, { id: ast, label: AST }]
  until: { after: 30 d, exposure: { category: { is: study } } }
subsequent:
  where: { category: { is: later } }
  therapies: [{ id: regorafenib, label: Regorafenib }, { id: apatinib, label: Apatinib }]
`)

const start: WrittenRow = [
  'exposure',
  { treatment: 'lenvatinib', category: 'study', date: '2021-03-01', endDate: '2021-05-30' },
]
const derive = (rows: readonly WrittenRow[]) =>
  selectCohort(study, [recordOf('N1', [start, ...rows])], null).subjects[0]

describe('best overall response on a target', () => {
  const scan = (response: string, date: string, target = 'liver'): WrittenRow => [
    'response',
    { target, response, date },
  ]
  test.each<[string, readonly WrittenRow[], string, readonly number[]]>([
    [
      'the best until progression',
      [scan('sd', '2021-04-01'), scan('pr', '2021-06-01'), scan('pd', '2021-09-01')],
      'pr',
      [3, 4, 5],
    ],
    [
      'a response after progression does not count',
      [scan('sd', '2021-04-01'), scan('pd', '2021-06-01'), scan('cr', '2021-09-01')],
      'sd',
      [3, 4],
    ],
    ['progression at the first scan', [scan('pd', '2021-04-01'), scan('pr', '2021-06-01')], 'pd', [3]],
    [
      'progression on another target does not end it',
      [scan('pd', '2021-04-01', 'lung'), scan('pr', '2021-06-01')],
      'pr',
      [4],
    ],
    ['never evaluable', [scan('ne', '2021-04-01')], 'ne', [3]],
    ['evaluable once', [scan('ne', '2021-04-01'), scan('sd', '2021-06-01')], 'sd', [3, 4]],
    ['no scan', [], 'ne', []],
    ['a scan before the index date does not count', [scan('cr', '2021-02-01')], 'ne', []],
    ['a scan whose day is held does not count', [scan('cr', 'held')], 'ne', []],
    [
      'a site that gives the best response without days',
      [['response', { target: 'liver', response: 'pr' }]],
      'pr',
      [3],
    ],
  ])('%s', (_, rows, response, sources) => {
    const best = derive(rows)?.responses['liver']
    expect([best?.response, best?.sources.map(({ row }) => row)]).toEqual([response, sources])
  })
})

describe('worst grade of an adverse event', () => {
  const event = (grade: string, date: string, category = 'hypertension'): WrittenRow => [
    'adverseEvent',
    { category, grade, date },
  ]
  test.each<[string, readonly WrittenRow[], number | undefined]>([
    ['the worst of several', [event('1', '2021-03-10'), event('3', '2021-04-10'), event('2', '2021-05-10')], 3],
    ['another category does not count', [event('3', '2021-04-10', 'ast')], undefined],
    ['before the first dose does not count', [event('3', '2021-02-28')], undefined],
    ['on the day of the first dose counts', [event('3', '2021-03-01')], 3],
    ['30 days after the last dose counts', [event('2', '2021-06-29')], 2],
    ['31 days after does not', [event('2', '2021-06-30')], undefined],
    ['without a day it counts', [event('2', 'not recorded')], 2],
    ['grade 0 is no event', [event('0', '2021-04-10')], undefined],
    [
      'while another exposure goes on it counts',
      [
        ['exposure', { treatment: 'sintilimab', category: 'study', date: '2021-03-01', endDate: 'not recorded' }],
        event('2', '2021-12-01'),
      ],
      2,
    ],
  ])('%s', (_, rows, grade) => expect(derive(rows)?.worstGrades['hypertension']?.grade).toBe(grade))
})

describe('therapy after progression', () => {
  const later = (treatment: string, date: string): WrittenRow => ['exposure', { treatment, category: 'later', date }]
  test.each<[string, readonly WrittenRow[], string | undefined]>([
    ['the first of two', [later('apatinib', '2021-12-01'), later('regorafenib', '2021-09-01')], 'regorafenib'],
    ['none', [], undefined],
    [
      'one that is not listed leaves the next',
      [later('other', '2021-08-01'), later('apatinib', '2021-12-01')],
      'apatinib',
    ],
    ['before the index date it is prior therapy', [later('apatinib', '2021-01-01')], undefined],
    ['without a day it counts', [later('apatinib', 'not recorded')], 'apatinib'],
  ])('%s', (_, rows, therapy) => expect(derive(rows)?.subsequent?.therapy).toBe(therapy))
})
