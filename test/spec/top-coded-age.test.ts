import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf } from '../support/clinical-record.js'

const study = (age: string) =>
  studyOf(`
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
index: { from: exposure }
variables: { age: { from: subject, value: age } }
eligibility: { include: [{ id: age, label: Age, when: { age: ${age} }, cannotTell: hold }], exclude: [] }
covariates:
  - { variable: age, label: Age }
  - { variable: age, id: band, label: Age, cut: [60, 75], levels: { young: a, old: b, oldest: c } }
  - { variable: age, id: late, label: Age, cut: [95], levels: { before: a, after: b } }
`)

const subjectOf = (age: string, criterion: string) => {
  const record = recordOf('N1', [
    ['exposure', { treatment: 'a', date: '2021-03-01' }],
    ['subject', { ageYears: age }],
  ])
  return selectCohort(study(criterion), [record], null).subjects[0]
}

describe('a top-coded age decides what its limit decides', () => {
  test.each([
    ['>89', '{ at least: 18 }', 'true'],
    ['>89', '{ at least: 89 }', 'true'],
    ['>89', '{ at most: 75 }', 'false'],
    ['>89', '{ at most: 89 }', 'false'],
    ['>=89', '{ at most: 89 }', 'unknown'],
    ['>89', '{ at most: 95 }', 'unknown'],
    ['>89', '{ between: [18, 75] }', 'false'],
    ['>89', '{ between: [18, 95] }', 'unknown'],
    ['>89', 'is known', 'true'],
  ])('%s under %s is %s', (age, criterion, truth) => {
    expect(subjectOf(age, criterion)?.verdicts[0]?.truth).toBe(truth)
  })

  test('what cannot be told is asked, as the criterion says', () => {
    expect(subjectOf('>89', '{ at most: 95 }')).toMatchObject({ status: 'held', reasons: ['age'] })
  })

  test('a level is known where all of the limit lies in it, the number never', () => {
    expect(subjectOf('>89', '{ at least: 18 }')?.covariates).toEqual({
      age: { value: null, level: null },
      band: { value: null, level: 'oldest' },
      late: { value: null, level: null },
    })
  })
})
