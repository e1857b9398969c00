import { describe, expect, test } from 'vitest'
import { attempt, refused } from '../../analysis/results/attempt.js'
import { planCovariates } from '../../analysis/covariate-plan.js'
import { fitPropensity } from '../../analysis/matching/fit-propensity.js'
import { chiSquareBehind, makeResult, normalBehind, notEstimable } from '../../analysis/results/make-result.js'
import { percentOf } from '../../analysis/results/number-statistics.js'
import { InvalidInput } from '../../statistics/errors.js'
import type { CohortSubject } from '../../cohort/cohort.js'
import { allOf } from '../support/sets-of.js'
import { sketchStudy, sketchSubject } from '../support/analysis-cohort.js'
import { noted } from '../support/result-notes.js'

const key = 'baseline/all/age/-/-/p'

describe('a propensity model that cannot be fitted', () => {
  const study = sketchStudy({ covariates: [{ variable: 'age', label: 'Age' }], matching: {} })
  const plans = planCovariates(study, 'matching')
  const of = (arm: 'treated' | 'control', age: number, n: number) =>
    sketchSubject({ id: `${arm}${String(n)}`, arm, values: { age } })
  const fitted = (subjects: readonly CohortSubject[], covariates: typeof plans) => {
    const { table, rows } = allOf(study, { subjects })
    return fitPropensity(table, rows, covariates)
  }

  test.each([
    ['without a covariate', [of('treated', 1, 1)], [], 'the study lists no covariate to match on'],
    ['of nobody', [], plans, 'no eligible subject has every covariate known'],
    [
      'of controls alone',
      [of('control', 1, 1)],
      plans,
      'no eligible subject of the treated arm has every covariate known',
    ],
    [
      'of treated alone',
      [of('treated', 1, 1)],
      plans,
      'no eligible subject of the control arm has every covariate known',
    ],
  ])('%s', (_, subjects, covariates, reason) => {
    expect(fitted(subjects, covariates)).toEqual({ estimable: false, reason })
  })

  test('of arms that a covariate tells apart', () => {
    const apart = [1, 2, 3].flatMap(n => [of('treated', 50 + n, n), of('control', 70 + n, n)])
    const found = fitted(apart, plans)
    expect(found).toMatchObject({ estimable: false })
    expect(found.estimable ? '' : found.reason).toMatch(/^the covariates tell the arms apart: /)
  })
})

describe('one result', () => {
  test('has of its making what there is, notes once, and a test only beside a number', () => {
    const behind = { distribution: 'normal', statistic: 2 } as const
    expect(makeResult(key, 1, { method: 'm' })).toEqual({
      key,
      value: 1,
      method: 'm',
      settings: {},
      notes: [],
      sources: [],
    })
    const making = {
      method: 'm',
      settings: { a: 1 },
      notes: noted('x', 'x', 'y'),
      sources: ['s'],
      unit: 'days',
      n: 3,
      events: 0,
    }
    expect(makeResult(key, 1, { ...making, test: behind })).toEqual({
      key,
      value: 1,
      ...making,
      notes: noted('x', 'y'),
      test: behind,
    })
    expect(makeResult(key, null, { ...making, notes: [], test: behind })).toEqual({
      key,
      value: null,
      ...making,
      notes: [{ kind: 'not-estimable', text: 'not estimable' }],
    })
    expect(
      makeResult(key, 1, { method: 'm', test: { distribution: 'normal', statistic: Infinity } }).test,
    ).toBeUndefined()
    expect(makeResult(key, 'none', { method: 'm' }).value).toBe('none')
  })

  test('a reason is said once', () => {
    expect(notEstimable(key, 'no event', { method: 'm', notes: noted('no event', 'few') }).notes).toEqual([
      { kind: 'not-estimable', text: 'not estimable: no event' },
      ...noted('few'),
    ])
  })

  test.each([
    [chiSquareBehind(3, 1), { distribution: 'chi-square', statistic: 3, df: 1 }],
    [chiSquareBehind(3, 0), null],
    [chiSquareBehind(null, 1), null],
    [normalBehind(-2), { distribution: 'normal', statistic: -2 }],
    [normalBehind(null), null],
  ])('%j', (found, expected) => {
    expect(found).toEqual(expected)
  })

  test('what a statistic refuses by name is a reason, any other error passes', () => {
    expect(attempt(() => 3)).toEqual({ estimable: true, estimate: 3 })
    expect(refused('why')).toEqual({ estimable: false, reason: 'why' })
    expect(
      attempt(() => {
        throw new InvalidInput('not so')
      }),
    ).toEqual({ estimable: false, reason: 'not so' })
    expect(() =>
      attempt(() => {
        throw new TypeError('a defect')
      }),
    ).toThrow('a defect')
  })

  test('percentages', () => {
    expect([percentOf(1, 4), percentOf(0, 4), percentOf(0, 0), percentOf(1, 1)]).toEqual([25, 0, null, 100])
  })
})
