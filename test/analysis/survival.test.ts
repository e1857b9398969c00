import { landmarkWords } from '../../protocol/language/landmarks.js'
import { expect, test } from 'vitest'
import { analyze } from '../support/analyze-cohort.js'
import { riskTicks } from '../../analysis/survival/risk-ticks.js'
import type { AnalysisOutcome, Result } from '../../analysis/results/result.js'
import { closeTo } from '../support/close-to.js'
import { allOf } from '../support/sets-of.js'
import { sketchCohort, sketchStudy, type SubjectSketch } from '../support/analysis-cohort.js'
import { textsOf } from '../support/result-notes.js'

const endpoints = {
  os: {
    label: 'Overall survival',
    unit: 'months',
    events: [{ from: 'disposition', reason: 'death' }],
    censoring: [{ from: 'contact', reason: 'alive' }],
  },
}
const plan = sketchStudy({ endpoints, analyses: { survival: { landmarks: [6, 12] } } })

const arm = (name: 'control' | 'treated', times: readonly (readonly [number, boolean])[]): readonly SubjectSketch[] =>
  times.map((os, position) => ({ id: `${name}-${position}`, arm: name, endpoints: { os } }))

const treated = arm('treated', [
  [4, true],
  [9, true],
  [10, false],
  [13, true],
  [20, false],
])
const control = arm('control', [
  [2, true],
  [3, true],
  [5, true],
  [8, true],
])

const analyzed = (subjects: readonly SubjectSketch[]): AnalysisOutcome => analyze(plan, sketchCohort(subjects), null)
const finder =
  ({ results }: AnalysisOutcome) =>
  (key: string): Result | undefined =>
    results.find(result => result.key === `survival/all/os/${key}`)

test('rates, medians and numbers at risk are those of the product-limit estimate', () => {
  const at = finder(analyzed([...treated, ...control]))
  closeTo(at('treated/-/rate-6')?.value, 4 / 5, 1e-12)
  closeTo(at('treated/-/rate-12')?.value, (4 / 5) * (3 / 4), 1e-12)
  expect(at('treated/-/median')).toMatchObject({ value: 13, unit: 'months' })
  expect(at('treated/-/at-risk-6')?.value).toBe(4)
  expect(at('treated/-/events')?.value).toBe(3)
  expect(at('control/-/at-risk-0')?.value).toBe(4)
})

test('a median that the curve does not come down to is not reached', () => {
  const at = finder(
    analyzed([
      ...arm('treated', [
        [4, true],
        [9, false],
        [10, false],
        [13, false],
      ]),
      ...control,
    ]),
  )
  expect(at('treated/-/median')).toMatchObject({ value: null })
  expect(at('treated/-/median')?.notes).toContainEqual({ kind: 'not-reached', text: 'not reached' })
})

test('a landmark beyond the follow-up is marked', () => {
  const at = finder(
    analyzed([
      ...treated,
      ...arm('control', [
        [2, true],
        [3, true],
        [5, false],
      ]),
    ]),
  )
  expect(textsOf(at('control/-/rate-12'))).toContain(
    '12 lies beyond the longest follow-up of this arm: the last estimate is carried',
  )
  expect(textsOf(at('treated/-/rate-12'))).toEqual([])
})

test('follow-up is the median of the observed times, with its range and the reverse estimate beside', () => {
  const at = finder(analyzed([...treated, ...control]))
  expect(at('treated/-/follow-up-observed')?.value).toBe(10)
  expect(at('treated/-/follow-up-min')?.value).toBe(4)
  expect(at('treated/-/follow-up-max')?.value).toBe(20)
  expect(at('treated/-/follow-up-reverse-km')?.value).toBe(20)
  expect(at('control/-/follow-up-reverse-km')).toMatchObject({ value: null })
})

test('the curve has a step a distinct time, and never rises', () => {
  const curve = analyzed([...treated, ...control]).curves.find(({ key }) => key === 'survival/all/os/treated')
  expect(curve?.times).toEqual([4, 9, 10, 13, 20])
  expect(curve?.censored).toEqual([0, 0, 1, 0, 1])
  expect(curve?.survival.every((step, position) => position === 0 || step <= (curve.survival[position - 1] ?? 1))).toBe(
    true,
  )
})

test('the log-rank test is that computed by hand', () => {
  // At 2 one of three at risk is treated, at 3 one of two: expected 1/3 + 1/2 treated events, observed 1.
  const at = finder(
    analyzed([
      ...arm('treated', [
        [1, false],
        [3, true],
      ]),
      ...arm('control', [
        [2, true],
        [4, true],
      ]),
    ]),
  )
  const expected = 1 / 3 + 1 / 2
  const variance = (1 / 3) * (2 / 3) + 1 / 4
  closeTo(at('-/-/log-rank-chi-square')?.value, (1 - expected) ** 2 / variance, 1e-12)
})

test('no event, an empty arm and nobody at all are not estimable, with the reason', () => {
  const noEvent = finder(analyzed([...arm('treated', [[4, false]]), ...arm('control', [[5, false]])]))
  expect(noEvent('-/-/log-rank-p')).toMatchObject({
    value: null,
    notes: [{ kind: 'not-estimable', text: 'not estimable: no event' }],
  })
  const oneArm = finder(analyzed(control))
  expect(textsOf(oneArm('-/-/log-rank-p'))).toEqual(['not estimable: the treated arm is empty'])
  expect(textsOf(oneArm('treated/-/median'))).toEqual(['not estimable: no subject of this arm has the endpoint'])
  expect(oneArm('treated/-/n')?.value).toBe(0)
  expect(textsOf(finder(analyzed([]))('-/-/log-rank-p'))).toEqual(['not estimable: no subject has the endpoint'])
})

test('a subject without the endpoint is left out and counted in a note', () => {
  const at = finder(analyzed([...treated, { id: 'treated-x', arm: 'treated' }, ...control]))
  expect(at('treated/-/n')).toMatchObject({
    value: 5,
    notes: [{ kind: 'left-out', text: '1 without this endpoint left out' }],
  })
})

test('ticks of the risk table are round and few, unless the study names them', () => {
  const cohort = sketchCohort([...treated, { id: 'long', endpoints: { os: [44, false] as const } }])
  const named = sketchStudy({ endpoints, analyses: { survival: { riskTable: [0, 10] } } })
  expect(riskTicks(plan, 'os', allOf(plan, cohort))).toEqual([0, 6, 12, 18, 24, 30, 36, 42])
  expect(riskTicks(named, 'os', allOf(named, cohort))).toEqual([0, 10])
  expect(riskTicks(plan, 'os', allOf(plan, sketchCohort([])))).toEqual([0])
})

test.each([
  ['months', [6, 12, 18, 24], '12 months'],
  ['days', [182.625, 365.25, 547.875, 730.5], '12 months (365.25 days)'],
] as const)('without landmarks of the study survival is read at half years, in %s too', (unit, times, words) => {
  const study = sketchStudy({ endpoints: { os: { ...endpoints.os, unit } } })
  const cohort = sketchCohort([
    { id: 'a', arm: 'treated', endpoints: { os: [800, true] } },
    { id: 'b', arm: 'control', endpoints: { os: [200, true] } },
  ])
  const keys = analyze(study, cohort, null).results.map(({ key }) => key)
  for (const time of times) expect(keys).toContain(`survival/all/os/treated/-/rate-${String(time)}`)
  expect(keys.filter(key => /treated\/-\/rate-[0-9.]+$/.test(key))).toHaveLength(4)
  expect(landmarkWords(times[1], unit)).toBe(words)
  expect(landmarkWords(90, 'days')).toBe('90 days')
})
