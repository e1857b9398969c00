import { describe, expect, test } from 'vitest'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { selectCohort } from '../support/cohort-of-ranges.js'

const rules = ['first', 'last', 'mean', 'highest', 'lowest'] as const

const study = studyOf(`
index: { from: exposure }
variables:
${rules
  .flatMap(rule =>
    ['first', 'last', 'mean', 'highest'].map(
      pick => `  ${rule}-${pick}: { from: lab, value: result, pick: ${pick}, ofDay: ${rule}, window: any time }`,
    ),
  )
  .join('\n')}
  all: { from: lab, pick: count, window: any time }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
endpoints:
  os: { label: OS, unit: days, events: [{ from: disposition, where: { event: { is: death } }, reason: death }], censoring: [{ from: contact, reason: alive }] }`)

const glucose = (result: string, date: string): WrittenRow => ['lab', { test: 'glucose', result, date }]

/** What each rule makes of the results, where the last day is picked. */
const values = (rows: readonly WrittenRow[], pick = 'last') => {
  const start: WrittenRow = ['exposure', { treatment: 'a', date: '2021-03-10' }]
  const [subject] = selectCohort(study, [recordOf('N1', [start, ...rows])], null).subjects
  return Object.fromEntries(
    rules.map(rule => {
      const { value, relation, because, sources } = subject!.variables[`${rule}-${pick}`]!
      return [rule, [value === null ? because : `${relation === '=' ? '' : relation}${String(value)}`, sources.length]]
    }),
  )
}

const noTime = (rule: string) =>
  `several results on one day, and not all have a time of day by which one is the ${rule}`

describe('what counts of several results of one day', () => {
  test('the first, the last, their mean, the highest or lowest, each with the rows that it rests on', () => {
    const rows = [
      glucose('9.8', '2021-03-02 at 14:30'),
      glucose('5.6', '2021-03-02 at 07:10'),
      glucose('4.1', '2021-03-02 at 23:50'),
      glucose('7', '2021-03-01'),
    ]
    expect(values(rows)).toEqual({
      first: ['5.6', 1],
      last: ['4.1', 1],
      mean: ['6.5', 3],
      highest: ['9.8', 1],
      lowest: ['4.1', 1],
    })
    expect(values(rows, 'first')['mean']).toEqual(['7', 1])
    expect(values(rows, 'mean')).toEqual({
      first: ['6.3', 2],
      last: ['5.55', 2],
      mean: ['6.75', 4],
      highest: ['8.4', 2],
      lowest: ['5.55', 2],
    })
  })

  test('where a time lacks first and last are unknown, and so is what rests on that day; the others need none', () => {
    const rows = [glucose('9.8', '2021-03-02'), glucose('5.6', '2021-03-02 at 07:10'), glucose('7', '2021-03-01')]
    expect(values(rows)).toEqual({
      first: [noTime('first'), 2],
      last: [noTime('last'), 2],
      mean: ['7.7', 2],
      highest: ['9.8', 1],
      lowest: ['5.6', 1],
    })
    expect(values(rows, 'highest')['first']).toEqual([noTime('first'), 2])
    expect(values(rows, 'first')['first']).toEqual(['7', 1])
  })

  test('two results of the time that decides are one where they are equal', () => {
    const twice = (one: string, other: string) =>
      values([
        glucose(one, '2021-03-02 at 07:10'),
        glucose(other, '2021-03-02 at 07:10'),
        glucose('4.1', '2021-03-02 at 09:00'),
      ])
    expect(twice('5.6', '5.6')).toMatchObject({ first: ['5.6', 2], last: ['4.1', 1] })
    expect(twice('5.6', '9.8')).toMatchObject({ first: [noTime('first'), 3], last: ['4.1', 1] })
    expect(twice('5.6', '<5.6')).toMatchObject({ first: [noTime('first'), 3] })
  })

  test('limits stay limits, and codes have neither mean nor extremes', () => {
    const limits = values([glucose('<5', '2021-03-02 at 07:10'), glucose('3', '2021-03-02 at 08:00')])
    expect(limits).toMatchObject({ first: ['<5', 1], last: ['3', 1], mean: ['<4', 2], lowest: ['<=3', 2] })
    const both = values([glucose('<5', '2021-03-02'), glucose('>30', '2021-03-02')])
    expect(both).toMatchObject({ mean: ['a mean of limits in both directions', 2], highest: ['>30', 1] })
    const codes = values([glucose('positive', '2021-03-02 at 07:10'), glucose('5', '2021-03-02 at 08:00')])
    expect(codes).toMatchObject({
      first: ['positive', 1],
      mean: ["the mean of a day's values that are not numbers", 2],
    })
  })
})
