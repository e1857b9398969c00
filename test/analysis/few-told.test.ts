import { describe, expect, test } from 'vitest'
import { analyzeMultivariate, analyzeUnivariate } from '../../analysis/cox/analyze-cox.js'
import { chooseCovariates } from '../../analysis/cox/cox-choice.js'
import { analyzeResponse } from '../../analysis/outcomes/analyze-response.js'
import { riskTicks } from '../../analysis/survival/risk-ticks.js'
import type { Result } from '../../analysis/results/result.js'
import { analyzeSurvival } from '../../analysis/survival/analyze-survival.js'
import { sketchCohort, type SubjectSketch } from '../support/analysis-cohort.js'
import { pairedAs, smallPlan } from './small-cohort.js'
import { textsOf } from '../support/result-notes.js'
import { allOf, matchedOf } from '../support/sets-of.js'
import { survivalData } from '../../analysis/survival/survival-data.js'

const subject = (id: string, arm: 'control' | 'treated', time: number, event: boolean): SubjectSketch => ({
  id,
  arm,
  values: { age: 50 + time },
  levels: { sex: time % 2 === 0 ? 'male' : 'female' },
  endpoints: { os: [time, event] },
  responses: { lung: event ? 'pd' : 'cr' },
})

const at = (results: readonly Result[], key: string): Result | undefined => results.find(one => one.key === key)

const survivalOf = (...subjects: readonly SubjectSketch[]) => {
  const all = allOf(smallPlan(), sketchCohort(subjects))
  return analyzeSurvival(smallPlan(), 'os', all, survivalData(all, 'os'), [0, 6])
}

describe('arms of few', () => {
  test('of one subject has its numbers', () => {
    const { results, curves } = survivalOf(subject('a', 'control', 5, true), subject('b', 'treated', 8, false))
    const numbers = ['n', 'events', 'median', 'rate-6', 'at-risk-0', 'at-risk-6', 'follow-up-observed', 'follow-up-min']
    expect(numbers.map(name => at(results, `survival/all/os/control/-/${name}`)?.value)).toEqual([
      1, 1, 5, 0, 1, 0, 5, 5,
    ])
    expect(numbers.map(name => at(results, `survival/all/os/treated/-/${name}`)?.value)).toEqual([
      1,
      0,
      null,
      1,
      1,
      1,
      8,
      8,
    ])
    expect(curves.map(({ key }) => key)).toEqual(['survival/all/os/control', 'survival/all/os/treated'])
  })

  test.each([
    [[subject('a', 'treated', 5, true)], 'the control arm is empty'],
    [[subject('a', 'control', 5, true)], 'the treated arm is empty'],
    [[subject('a', 'control', 5, false), subject('b', 'treated', 5, false)], 'no event'],
    [[], 'no subject has the endpoint'],
  ])('log-rank and Cox of %j say why not', (subjects, reason) => {
    const { results } = survivalOf(...subjects)
    for (const name of ['log-rank-chi-square', 'log-rank-p'])
      expect(textsOf(at(results, `survival/all/os/-/-/${name}`))).toEqual([`not estimable: ${reason}`])
    const all = allOf(smallPlan(), sketchCohort(subjects))
    const cox = analyzeUnivariate(smallPlan(), 'os', all, survivalData(all, 'os')).results
    expect(textsOf(at(cox, 'cox/all/os/univariate/arm.treated/p'))).toEqual([
      `not estimable: ${subjects.length === 0 ? 'no subject has the endpoint and every covariate known' : reason}`,
    ])
  })

  test('one pair is compared, and of none that differ the exact P says why not', () => {
    const cohort = sketchCohort([subject('a', 'control', 5, true), subject('b', 'treated', 8, false)])
    const one = analyzeResponse(smallPlan(), matchedOf(smallPlan(), cohort, pairedAs(['b', 'a'])))
    expect(
      ['mcnemar-p', 'mcnemar-exact-p', 'mcnemar-discordant'].map(
        name => at(one, `response/matched/lung/-/orr/${name}`)?.value,
      ),
    ).toEqual([expect.closeTo(0.3173, 4), 1, 1])
    const alike = sketchCohort([subject('a', 'control', 5, true), subject('b', 'treated', 8, true)])
    const none = analyzeResponse(smallPlan(), matchedOf(smallPlan(), alike, pairedAs(['b', 'a'])))
    expect(textsOf(at(none, 'response/matched/lung/-/orr/mcnemar-exact-p'))).toContain(
      'not estimable: no pair is discordant',
    )
    expect(at(none, 'response/matched/lung/-/orr/mcnemar-discordant')?.value).toBe(0)
  })

  test('who is not evaluable may be left out of the rates', () => {
    const study = smallPlan({
      response: {
        criteria: 'RECIST 1.1',
        targets: [{ id: 'lung', label: 'Lung' }],
        notEvaluable: 'left out',
        interval: 'wilson',
      },
    })
    const ne = { ...subject('c', 'control', 6, true), responses: { lung: 'ne' as const } }
    const results = analyzeResponse(
      study,
      allOf(study, sketchCohort([ne, subject('a', 'control', 5, false), subject('b', 'treated', 8, true)])),
    )
    expect(at(results, 'response/all/lung/control/orr/rate')).toMatchObject({
      value: 1,
      n: 1,
      method: 'Proportion with score interval (Wilson)',
    })
    expect(at(results, 'response/all/lung/control/ne/percent')).toMatchObject({ value: 50, n: 2 })
    expect(at(results, 'response/all/lung/-/orr/p')?.n).toBe(2)
  })
})

describe('who stands beside the arm', () => {
  const cohort = sketchCohort(
    Array.from({ length: 12 }, (_, n) =>
      subject(`s${String(n)}`, n % 3 === 0 ? 'treated' : 'control', n + 1, n % 4 !== 0),
    ),
  )
  const of = (multivariate: unknown) => {
    const study = smallPlan({ analyses: { cox: { multivariate } } })
    const all = allOf(study, cohort)
    const { tests } = analyzeUnivariate(study, 'os', all, survivalData(all, 'os'))
    const chosen = chooseCovariates(study, tests)
    return analyzeMultivariate(study, 'os', all, survivalData(all, 'os'), chosen).slice(0, 2)
  }

  test.each([
    ['all covariates', 'age, sex', 'all covariates'],
    [['sex'], 'sex', 'as listed'],
    [[], 'none', 'as listed'],
    [{ 'univariate P below': 1 }, 'age, sex', 'univariate likelihood-ratio P below 1 in all'],
    [{ 'univariate P below': 1e-9 }, 'none', 'univariate likelihood-ratio P below 1e-9 in all'],
  ])('by the rule %j', (rule, covariates, words) => {
    const [chosen, refused] = of(rule)
    expect(chosen).toMatchObject({
      key: 'cox/all/os/multivariate/-/covariates',
      value: covariates,
      settings: { rule: words },
    })
    expect(refused).toMatchObject({ key: 'cox/all/os/multivariate/-/covariates-refused', value: 'none', notes: [] })
  })

  test('who could not be judged is named with the reason', () => {
    const study = smallPlan()
    const same = sketchCohort(
      cohort.subjects.map(({ displayId }, n) => ({
        ...subject(displayId, n % 2 === 0 ? 'treated' : 'control', n + 1, true),
        values: { age: null },
        levels: { sex: 'male' },
      })),
    )
    const all = allOf(study, same)
    const { tests } = analyzeUnivariate(study, 'os', all, survivalData(all, 'os'))
    expect([...chooseCovariates(study, tests).refused]).toEqual([
      ['age', 'no subject has the endpoint and every covariate known'],
      ['sex', 'it does not vary among those at risk'],
    ])
    expect([...chooseCovariates(study, new Map()).refused.values()]).toEqual([
      'no univariate model',
      'no univariate model',
    ])
  })
})

describe('the ticks of a risk table', () => {
  const ticksOf = (study: ReturnType<typeof smallPlan>, subjects: readonly SubjectSketch[]) =>
    riskTicks(study, 'os', allOf(study, sketchCohort(subjects)))
  const ticks = (unit: 'months' | 'days', longest: number) =>
    ticksOf(smallPlan({ analyses: {}, endpoints: { os: { ...smallPlan().endpoints.os, unit } } }), [
      subject('a', 'control', longest, true),
      subject('b', 'treated', longest / 2, true),
    ])

  test.each([
    ['months', 7, 1, 8],
    ['months', 8, 2, 5],
    ['months', 23, 3, 8],
    ['months', 47, 6, 8],
    ['months', 95, 12, 8],
    ['months', 191, 24, 8],
    ['months', 287, 36, 8],
    ['months', 479, 60, 8],
    ['months', 959, 120, 8],
    ['months', 961, 240, 5],
    ['months', 1921, 360, 6],
    ['days', 15, 2, 8],
    ['days', 39, 5, 8],
    ['days', 79, 10, 8],
    ['days', 159, 20, 8],
    ['days', 399, 50, 8],
    ['days', 799, 100, 8],
    ['days', 1599, 200, 8],
    ['days', 3999, 500, 8],
    ['days', 7999, 1000, 8],
    ['days', 15_999, 2000, 8],
    ['days', 39_999, 5000, 8],
    ['days', 40_001, 10_000, 5],
  ] as const)('in %s over %d go by %d', (unit, longest, step, many) => {
    expect(ticks(unit, longest)).toEqual(Array.from({ length: many }, (_, index) => index * step))
  })

  test('are those that the study names', () => {
    const study = smallPlan({ analyses: { survival: { riskTable: [0, 5, 7] } } })
    expect(ticksOf(study, [])).toEqual([0, 5, 7])
    expect(ticksOf(smallPlan({ analyses: {} }), [])).toEqual([0])
  })
})
