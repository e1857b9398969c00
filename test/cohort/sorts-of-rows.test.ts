import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import type { Delivered } from '../../protocol/facts/mapping-blocks.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'

const study = studyOf(`
sites: [north, south]
index: { from: contact }
variables:
  treated: { from: exposure, where: { treatment: { is: drug-a } }, pick: any }
  earlier: { from: exposure, where: { category: { is: earlier } }, pick: any }
  other: { from: exposure, where: { category: { not in: [earlier] } }, pick: count }
  unsorted: { from: exposure, where: { category: is unknown }, pick: count }
`)

const met: WrittenRow = ['contact', { date: '2021-03-01' }]
const drug: WrittenRow = ['exposure', { treatment: 'drug-a' }]

const earlierOf = (delivered: readonly Delivered[], rows: readonly WrittenRow[]) => {
  const [subject] = selectCohort(study, [recordOf('N1', rows, { delivered })], null).subjects
  return Object.fromEntries(Object.entries(subject?.variables ?? {}).map(([name, { value }]) => [name, value]))
}

const sorted = ['contact', 'exposure', 'exposure.treatment', 'exposure.category'] as const

describe('rows of a domain that come from several blocks', () => {
  test('a row without a field that others of the site have is not what a condition on it asks for', () => {
    expect(earlierOf(sorted, [met, drug])).toMatchObject({ earlier: false, other: 0, unsorted: 1 })
  })

  test('beside one that fits it does not count either', () => {
    expect(earlierOf(sorted, [met, drug, ['exposure', { category: 'earlier' }]])).toMatchObject({
      earlier: true,
      unsorted: 1,
    })
  })

  test('a field that the site fills nowhere cannot be known', () => {
    expect(earlierOf(['contact', 'exposure', 'exposure.treatment'], [met, drug])).toMatchObject({
      treated: true,
      earlier: null,
    })
  })

  test('a value that is missing in the row itself cannot be known', () => {
    const asked: WrittenRow = ['exposure', { treatment: 'drug-a', category: 'unknown' }]
    expect(earlierOf(sorted, [met, asked])).toMatchObject({ earlier: null })
  })
})

describe('ids that two sites give', () => {
  test('are all shown with their site, in the order of its rows', () => {
    const records = [
      recordOf('7', [met]),
      recordOf('7', [met], { site: 'south' }),
      recordOf('12', [met]),
      recordOf('9', [met]),
    ]
    const ids = selectCohort(study, records, null).subjects.map(({ displayId }) => displayId)
    expect(ids).toEqual(['north-7', 'north-9', 'north-12', 'south-7'])
  })
})
