import { describe, expect, test } from 'vitest'
import { analyze } from '../support/analyze-cohort.js'
import { sketchCohort, sketchStudy, type SubjectSketch } from '../support/analysis-cohort.js'

const plan = sketchStudy({
  sites: ['north', 'south'],
  safety: {
    grades: 'CTCAE 5.0',
    categories: [
      { id: 'rash', label: 'Rash' },
      { id: 'fever', label: 'Fever' },
    ],
  },
  subsequent: {
    where: { category: { is: 'later' } },
    therapies: [
      { id: 'drug-a', label: 'A' },
      { id: 'drug-b', label: 'B' },
    ],
  },
})

const valuesOf = (subjects: readonly SubjectSketch[], attrition: Parameters<typeof sketchCohort>[1] = []) =>
  Object.fromEntries(
    analyze(plan, sketchCohort(subjects, attrition), null).results.map(({ key, value }) => [key, value]),
  )

describe('adverse events', () => {
  const values = valuesOf([
    { id: '1', arm: 'treated', grades: { rash: 3, fever: 2 } },
    { id: '2', arm: 'treated', grades: { rash: 1, fever: 4 } },
    { id: '3', arm: 'treated', grades: { fever: 5, rash: 3 } },
    { id: '4', arm: 'treated' },
    { id: '5', arm: 'control', grades: { rash: 2 } },
  ])

  test('each subject counts once a category, by worst grade', () => {
    expect(values['safety/all/rash/treated/3/n']).toBe(2)
    expect(values['safety/all/rash/treated/any/n']).toBe(3)
    expect(values['safety/all/fever/treated/1-2/n']).toBe(1)
    expect(values['safety/all/rash/control/2/percent']).toBe(100)
  })

  test('over all categories a subject counts once, by the worst grade of any', () => {
    expect(values['safety/all/any/treated/3-4/n']).toBe(2)
    expect(values['safety/all/any/treated/5/n']).toBe(1)
    expect(values['safety/all/any/treated/any/percent']).toBe(75)
  })
})

test('therapies after progression are counted by arm, of those who had one', () => {
  const values = valuesOf([
    { id: '1', arm: 'treated', subsequent: 'drug-a' },
    { id: '2', arm: 'treated', subsequent: 'drug-b' },
    { id: '3', arm: 'treated' },
  ])
  expect(values['subsequent/all/drug-a/treated/-/n']).toBe(1)
  expect(values['subsequent/all/drug-a/treated/-/percent']).toBe(50)
  expect(values['subsequent/all/-/treated/-/n']).toBe(2)
  expect(values['subsequent/all/drug-a/control/-/percent']).toBeNull()
})

test('the flow adds up: assessed is excluded by first reason, held and eligible', () => {
  const values = valuesOf(
    [
      { id: '1', arm: 'treated', site: 'north' },
      { id: '2', arm: 'control', site: 'south' },
      { id: '3', arm: 'control', site: 'south' },
      { id: '4', status: 'excluded', firstReason: 'too-young', arm: 'control', site: 'south' },
      { id: '5', status: 'held', firstReason: 'held-record', arm: null, site: 'north' },
    ],
    [
      { criterion: 'too-young', excluded: 1, remaining: 4, bySite: { south: 1 }, byArm: { control: 1 } },
      { criterion: 'held', excluded: 1, remaining: 3, bySite: { north: 1 }, byArm: {} },
    ],
  )
  expect(values).toMatchObject({
    'flow/-/assessed/-/-/n': 5,
    'flow/-/too-young/-/-/excluded': 1,
    'flow/-/held/-/-/n': 1,
    'flow/-/eligible/-/-/n': 3,
    'flow/-/eligible/treated/-/n': 1,
    'flow/-/eligible/control/-/n': 2,
    'flow/-/eligible/south/-/n': 2,
    'flow/-/eligible/north/-/n': 1,
    'flow/-/too-young/south/-/excluded': 1,
    'flow/-/too-young/north/-/excluded': 0,
    'flow/-/held-record/-/-/held': 1,
  })
  expect(values['flow/-/held/-/-/excluded']).toBeUndefined()
})
