import { describe, expect, test } from 'vitest'
import { type AnalysisSet, allPlaces, armCode, armPlaces } from '../../analysis/sets/analysis-set.js'
import { copiesNotes, countPairs, countPersons, fullCountNotes, personCodes } from '../../analysis/sets/people.js'
import { sketchCohort, sketchStudy } from '../support/analysis-cohort.js'
import { allOf, matchedOf } from '../support/sets-of.js'
import { pairedAs } from './small-cohort.js'

const study = sketchStudy()
const cohort = sketchCohort([
  { id: 'c', arm: 'control' },
  { id: 'a', arm: 'treated' },
  { id: 'd', arm: 'control' },
  { id: 'b', arm: 'treated' },
  { id: 'e', arm: null },
  { id: 'f', arm: 'treated', status: 'excluded', firstReason: 'adult' },
])

const rowsOf = ({ table, rows, arm, cluster, weight }: AnalysisSet) =>
  Array.from(rows, (subject, place) => [
    table.displayIds.at(subject),
    table.arms[arm[place] ?? -1],
    cluster?.[place] ?? null,
    weight?.[place] ?? 1,
  ])

describe('a set', () => {
  test('of all has the eligible with an arm, in the order of subjects', () => {
    const all = allOf(study, cohort)
    expect(rowsOf(all)).toEqual([
      ['a', 'treated', null, 1],
      ['b', 'treated', null, 1],
      ['c', 'control', null, 1],
      ['d', 'control', null, 1],
    ])
    expect(all).toMatchObject({ id: 'all', weight: null, cluster: null, stratum: null, entry: null, copied: false })
    expect(countPersons(all, allPlaces(all))).toBe(4)
  })

  test('of pairs with one control each', () => {
    const matched = matchedOf(study, cohort, pairedAs(['b', 'd'], ['a', 'c']))
    expect(rowsOf(matched)).toEqual([
      ['a', 'treated', 2, 1],
      ['b', 'treated', 1, 1],
      ['c', 'control', 2, 1],
      ['d', 'control', 1, 1],
    ])
    expect(matched).toMatchObject({ id: 'matched', weight: null, copied: false })
    expect(countPairs(matched, allPlaces(matched))).toBe(2)
    expect(fullCountNotes(matched)).toEqual([])
  })

  test('of pairs with several controls weighs these, and one that serves twice stands twice, by pair', () => {
    const matched = matchedOf(study, cohort, pairedAs(['b', 'd'], ['a', 'c'], ['a', 'd']))
    expect(rowsOf(matched)).toEqual([
      ['a', 'treated', 2, 1],
      ['b', 'treated', 1, 1],
      ['c', 'control', 2, 0.5],
      ['d', 'control', 1, 1],
      ['d', 'control', 2, 0.5],
    ])
    expect(matched.copied).toBe(true)
    const places = allPlaces(matched)
    expect(countPersons(matched, places)).toBe(4)
    expect(countPersons(matched, places.subarray(0, 4))).toBe(4)
    expect(personCodes(matched, places)).toEqual(Int32Array.of(0, 1, 2, 3, 3))
    expect(personCodes(matched, Int32Array.of(4, 1, 3))).toEqual(Int32Array.of(0, 1, 0))
    const copies = { kind: 'counting', text: '5 rows of 4 people: a control counts once in each pair that it serves' }
    expect(copiesNotes(matched, places)).toEqual([copies])
    expect(copiesNotes(matched, places.subarray(0, 4))).toEqual([])
    expect(fullCountNotes(matched)).toEqual([
      { kind: 'counting', text: 'controls count fully here, whatever their number to a treated subject' },
      copies,
    ])
    expect(armPlaces(matched, armCode.treated)).toEqual(Int32Array.of(0, 1))
    expect(armPlaces(matched, armCode.control)).toEqual(Int32Array.of(2, 3, 4))
  })

  test('of nobody', () => {
    const matched = matchedOf(study, cohort, pairedAs())
    expect(rowsOf(matched)).toEqual([])
    expect(matched).toMatchObject({ id: 'matched', weight: null, copied: false })
    expect(countPersons(matched, allPlaces(matched))).toBe(0)
  })

  test('of a pair with somebody who is not eligible is a defect', () => {
    expect(() => matchedOf(study, cohort, pairedAs(['f', 'c']))).toThrow('f is in a matched pair and is not eligible')
  })
})
