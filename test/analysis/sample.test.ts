import { describe, expect, test } from 'vitest'
import {
  armRows,
  copiesNotes,
  countPersons,
  eligibleSubjects,
  fullCountNotes,
  type Sample,
  sampleAll,
  sampleMatched,
} from '../../analysis/sample.js'
import { sketchCohort } from '../support/analysis-cohort.js'
import { pairedAs } from './small-cohort.js'

const cohort = sketchCohort([
  { id: 'c', arm: 'control' },
  { id: 'a', arm: 'treated' },
  { id: 'd', arm: 'control' },
  { id: 'b', arm: 'treated' },
  { id: 'e', arm: null },
  { id: 'f', arm: 'treated', status: 'excluded', firstReason: 'adult' },
])

const rowsOf = ({ rows }: Sample) =>
  rows.map(({ subject, treated, pair, weight }) => [subject.displayId, treated, pair, weight])

describe('a sample', () => {
  test('of all has the eligible with an arm, in the order of subjects', () => {
    const all = sampleAll(cohort)
    expect(rowsOf(all)).toEqual([
      ['a', true, null, 1],
      ['b', true, null, 1],
      ['c', false, null, 1],
      ['d', false, null, 1],
    ])
    expect(all).toMatchObject({ cohort: 'all', weighted: false, copied: false })
    expect(eligibleSubjects(cohort.subjects).map(({ displayId }) => displayId)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('of pairs with one control each', () => {
    const matched = sampleMatched(cohort, pairedAs(['b', 'd'], ['a', 'c']))
    expect(rowsOf(matched)).toEqual([
      ['a', true, 2, 1],
      ['b', true, 1, 1],
      ['c', false, 2, 1],
      ['d', false, 1, 1],
    ])
    expect(matched).toMatchObject({ cohort: 'matched', weighted: false, copied: false })
    expect(fullCountNotes(matched)).toEqual([])
  })

  test('of pairs with several controls weighs these, and one that serves twice stands twice, by pair', () => {
    const matched = sampleMatched(cohort, pairedAs(['b', 'd'], ['a', 'c'], ['a', 'd']))
    expect(rowsOf(matched)).toEqual([
      ['a', true, 2, 1],
      ['b', true, 1, 1],
      ['c', false, 2, 0.5],
      ['d', false, 1, 1],
      ['d', false, 2, 0.5],
    ])
    expect(matched).toMatchObject({ weighted: true, copied: true })
    expect(countPersons(matched.rows)).toBe(4)
    expect(copiesNotes(matched.rows)).toEqual([
      { kind: 'counting', text: '5 rows of 4 people: a control counts once in each pair that it serves' },
    ])
    expect(fullCountNotes(matched)).toEqual([
      { kind: 'counting', text: 'controls count fully here, whatever their number to a treated subject' },
      { kind: 'counting', text: '5 rows of 4 people: a control counts once in each pair that it serves' },
    ])
    expect(armRows(matched, 'treated')).toHaveLength(2)
    expect(armRows(matched, 'control')).toHaveLength(3)
  })

  test('of nobody', () => {
    expect(sampleMatched(cohort, pairedAs())).toEqual({ cohort: 'matched', rows: [], weighted: false, copied: false })
  })

  test('of a pair with somebody who is not eligible is a defect', () => {
    expect(() => sampleMatched(cohort, pairedAs(['f', 'c']))).toThrow('f is in a matched pair and is not eligible')
  })
})
