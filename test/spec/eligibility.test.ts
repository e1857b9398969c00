import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'

const study = studyOf(`
index: { from: exposure, where: { treatment: { in: [radiotherapy, lenvatinib] } } }
variables:
  basis:       { from: disease, value: basis, pick: last }
  child-pugh:  { from: assessment, where: { test: { is: child-pugh-score } }, pick: last, window: [-28 d, 0 d] }
  prior:       { from: exposure, where: { category: { is: systemic } }, pick: any, window: [~, -1 d] }
  treated:     { from: exposure, where: { treatment: { is: radiotherapy } }, pick: any }
eligibility:
  include:
    - { id: confirmed, label: Confirmed, when: { basis: { in: [pathology, imaging] } }, cannotTell: hold }
    - { id: child-pugh-a-or-b, label: Child-Pugh A or B, when: { child-pugh: { at most: 9 } }, cannotTell: exclude }
  exclude:
    - { id: prior-systemic, label: Prior therapy, when: { prior: is true }, cannotTell: include }
`)

const start: WrittenRow = ['exposure', { treatment: 'lenvatinib', category: 'study', date: '2021-03-01' }]
const pathology: WrittenRow = ['disease', { basis: 'pathology', date: '2021-02-01' }]
const clinical: WrittenRow = ['disease', { basis: 'clinical', date: '2021-02-01' }]
const basisUnknown: WrittenRow = ['disease', { basis: 'unknown', date: '2021-02-01' }]
const childPugh = (score: string, date: string): WrittenRow => [
  'assessment',
  { test: 'child-pugh-score', result: score, date },
]
const prior = (category: string, date = '2020-05-01'): WrittenRow => [
  'exposure',
  { treatment: 'other', category, date },
]
const childPughWithoutDay: WrittenRow = ['assessment', { test: 'child-pugh-score', result: '6' }]

const conclude = (rows: readonly WrittenRow[], heldBecause?: string): string => {
  const record = recordOf('N1', rows, heldBecause === undefined ? {} : { heldBecause })
  const [subject] = selectCohort(study, [record], null).subjects
  return [subject?.status, ...(subject?.reasons ?? [])].join(' ')
}

describe('who is in the cohort', () => {
  test.each<[string, readonly WrittenRow[], string]>([
    ['every criterion met', [start, pathology, childPugh('6', '2021-02-20')], 'eligible'],
    ['not confirmed', [start, clinical, childPugh('6', '2021-02-20')], 'excluded confirmed'],
    [
      'confirmation unknown: held, and a question goes to the site',
      [start, basisUnknown, childPugh('6', '2021-02-20')],
      'held confirmed',
    ],
    ['Child-Pugh C', [start, pathology, childPugh('10', '2021-02-20')], 'excluded child-pugh-a-or-b'],
    ['Child-Pugh unknown is excluded, because the study says so', [start, pathology], 'excluded child-pugh-a-or-b'],
    ['Child-Pugh 28 days before the index date counts', [start, pathology, childPugh('6', '2021-02-01')], 'eligible'],
    [
      'Child-Pugh 29 days before does not',
      [start, pathology, childPugh('6', '2021-01-31')],
      'excluded child-pugh-a-or-b',
    ],
    [
      'Child-Pugh after the index date does not',
      [start, pathology, childPugh('6', '2021-03-02')],
      'excluded child-pugh-a-or-b',
    ],
    [
      'the last Child-Pugh before the index date counts',
      [start, pathology, childPugh('6', '2021-02-05'), childPugh('11', '2021-02-25')],
      'excluded child-pugh-a-or-b',
    ],
    [
      'prior systemic therapy',
      [start, pathology, childPugh('6', '2021-02-20'), prior('systemic')],
      'excluded prior-systemic',
    ],
    [
      'therapy of an unknown kind before: included, because the study says so',
      [start, pathology, childPugh('6', '2021-02-20'), prior('unknown')],
      'eligible',
    ],
    [
      "two reasons: the first in the study's order is the first reason",
      [start, clinical, childPugh('10', '2021-02-20'), prior('systemic')],
      'excluded confirmed child-pugh-a-or-b prior-systemic',
    ],
    [
      'a definite exclusion wins over a hold that stands before it',
      [start, basisUnknown, childPugh('10', '2021-02-20')],
      'excluded child-pugh-a-or-b',
    ],
    [
      'no index date and nothing that excludes',
      [['disease', { basis: 'pathology' }], childPughWithoutDay],
      'held no-index-date',
    ],
    [
      'no index date comes before a criterion that would exclude',
      [['disease', { basis: 'clinical' }], childPughWithoutDay],
      'held no-index-date',
    ],
    [
      'an index date that is held comes before every criterion',
      [['exposure', { treatment: 'lenvatinib', category: 'study', date: 'held' }], clinical],
      'held no-index-date',
    ],
  ])('%s', (_, rows, expected) => expect(conclude(rows)).toBe(expected))

  test('a record that is held is not judged, whatever its criteria say', () => {
    expect(conclude([start, clinical], 'two rows differ')).toBe('held held-record')
  })
})

describe('which arm', () => {
  test.each<[string, readonly WrittenRow[], string | null, string]>([
    [
      'radiotherapy before the drug',
      [['exposure', { treatment: 'radiotherapy', category: 'study', date: '2021-02-20' }], start],
      'treated',
      'eligible',
    ],
    ['the drug alone', [start], 'control', 'eligible'],
    [
      'radiotherapy after the index date does not decide the arm',
      [start, ['exposure', { treatment: 'radiotherapy', category: 'study', date: '2021-06-01' }]],
      'control',
      'eligible',
    ],
    [
      'a treatment whose name is held may have been radiotherapy',
      [start, ['exposure', { treatment: 'held', category: 'study', date: '2021-02-20' }]],
      null,
      'held',
    ],
  ])('%s', (_, exposures, arm, status) => {
    const rows = [...exposures, pathology, childPugh('6', '2021-02-18')]
    const [subject] = selectCohort(study, [recordOf('N1', rows)], null).subjects
    expect([subject?.arm, subject?.status]).toEqual([arm, status])
  })

  test('a site that delivers no exposure at all tells no arm, and one that delivers it tells control', () => {
    const rows = [pathology, childPughWithoutDay]
    const arms = [
      ['disease', 'assessment'],
      ['disease', 'assessment', 'exposure'],
    ].map(delivered => {
      const record = recordOf('N1', rows, { delivered: delivered as ['disease', 'assessment', 'exposure'] })
      return selectCohort(study, [record], null).subjects[0]?.arm
    })
    expect(arms).toEqual([null, 'control'])
  })
})
