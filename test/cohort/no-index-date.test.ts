import { describe, expect, test } from 'vitest'
import { analyzeFlow } from '../../analysis/flow.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { allOf } from '../support/sets-of.js'

const study = studyOf(`
sites: [north, south]
index: { from: exposure, where: { treatment: { in: [a, b] } } }
variables:
  age: { from: subject, value: age }
  stage: { from: disease, value: stage }
  treated: { from: exposure, where: { treatment: { is: b } }, pick: any }
eligibility:
  include:
    - { id: adult, label: Adult, when: { age: { at least: 18 } }, cannotTell: exclude }
  exclude:
    - { id: early, label: Early stage, when: { stage: { is: I } }, cannotTell: exclude }
`)

const birth: WrittenRow = ['subject', { birthDate: '1960-01-01' }]
const stage: WrittenRow = ['disease', { stage: 'II' }]
const treatment = (name: string, date: string): WrittenRow => ['exposure', { treatment: name, date }]

/** Ten subjects of whom none has an index date, as after a mistake in a mapping, and one in order. */
const recordsWith = (exposure: readonly WrittenRow[]) => [
  ...Array.from({ length: 10 }, (_, n) =>
    recordOf(`S${n}`, [birth, stage, ...exposure], { site: 'south', linkKey: `p${n}` }),
  ),
  recordOf('N1', [birth, stage, treatment('a', '2021-03-01')]),
]

const heldDay = 'the index date cannot be told, what would give it is held: exposure.csv, row 5'

test.each<[string, readonly WrittenRow[], string | null]>([
  ['a held day beside a known one', [treatment('a', '2021-03-01'), treatment('a', 'held')], heldDay],
  ['a held treatment before it', [treatment('a', '2021-03-01'), treatment('held', '2021-02-01')], heldDay],
  ['a held treatment after it', [treatment('a', '2021-03-01'), treatment('held', '2021-04-01')], null],
  ['a held day of another treatment', [treatment('a', '2021-03-01'), treatment('c', 'held')], null],
])('the first day is known only where no held row could be earlier: %s', (_, exposure, asked) => {
  const { subjects, queries } = selectCohort(study, [recordOf('N1', [birth, stage, ...exposure])], null)
  expect(subjects[0]?.indexDate).toBe(asked === null ? '2021-03-01' : null)
  expect(queries.flatMap(({ kind, message }) => (kind === 'no-index-date' ? [message] : []))).toEqual(
    asked === null ? [] : [asked],
  )
})

test('the last day is known only where no held row could be later', () => {
  const last = { ...study, index: { ...(study.index as object), pick: 'last' } } as typeof study
  const dayWith = (date: string) =>
    selectCohort(last, [recordOf('N1', [birth, stage, treatment('a', '2021-03-01'), treatment('held', date)])], null)
      .subjects[0]?.indexDate
  expect([dayWith('2021-02-01'), dayWith('2021-04-01')]).toEqual(['2021-03-01', null])
})

describe('a site of which no index date is known', () => {
  test.each<[string, readonly WrittenRow[], string]>([
    ['for want of rows', [], 'no row gives the index date'],
    [
      'because the days are held',
      [treatment('a', 'held')],
      'the index date cannot be told, what would give it is held: exposure.csv, row 4',
    ],
    [
      'because the treatment is held',
      [treatment('held', '2021-03-01')],
      'the index date cannot be told, what would give it is held: exposure.csv, row 4',
    ],
    [
      'because treatment starts after the data cut',
      [treatment('a', '2023-01-01')],
      'the index date lies after the data cut: exposure.csv, row 4',
    ],
  ])('is held %s before any criterion, and asked', (_, exposure, message) => {
    const cohort = selectCohort(study, recordsWith(exposure), isoDate('2022-12-31'))
    expect(cohort.attrition.map(({ criterion, excluded, remaining }) => [criterion, excluded, remaining])).toEqual([
      ['duplicate-subject', 0, 11],
      ['no-index-date', 10, 1],
      ['adult', 0, 1],
      ['early', 0, 1],
      ['held', 0, 1],
    ])
    expect(cohort.queries.map(query => [query.kind, query.message])).toEqual(Array(10).fill(['no-index-date', message]))
    expect(cohort.subjects.filter(({ status }) => status === 'held')).toHaveLength(10)
  })

  test('stands in the results by site, apart from who is held for another reason', () => {
    const noArm = recordOf('N2', [birth, stage, treatment('a', '2021-03-01'), treatment('held', '2021-03-01')])
    const cohort = selectCohort(study, [...recordsWith([]), noArm], null)
    const results = analyzeFlow(study, allOf(study, cohort), cohort.attrition)
    const values = Object.fromEntries(results.map(({ key, value }) => [key, value]))
    expect(values).toMatchObject({
      'flow/-/no-index-date/-/-/held': 10,
      'flow/-/no-index-date/south/-/held': 10,
      'flow/-/no-index-date/north/-/held': 0,
      'flow/-/held/-/-/n': 11,
      'flow/-/held-later/-/-/n': 1,
      'flow/-/held-later/north/-/n': 1,
      'flow/-/no-arm/-/-/held': 1,
      'flow/-/adult/-/-/excluded': 0,
      'flow/-/eligible/-/-/n': 1,
    })
    expect(new Set(results.map(({ key }) => key)).size).toBe(results.length)
  })

  test('comes after the same person met elsewhere', () => {
    const twin = recordOf('N3', [birth, stage, treatment('a', '2021-03-01')], { linkKey: 'p0' })
    const { attrition } = selectCohort(study, [...recordsWith([]), twin], null)
    expect(attrition.slice(0, 2).map(({ excluded }) => excluded)).toEqual([1, 9])
  })
})
