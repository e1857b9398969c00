import { expect, test } from 'vitest'
import { analyze, type MatchingOutcome } from '../support/analyze-cohort.js'
import type { Result } from '../../analysis/results/result.js'
import { closeTo } from '../support/close-to.js'
import { sketchCohort, sketchStudy, type SubjectSketch } from '../support/analysis-cohort.js'
import { textsOf } from '../support/result-notes.js'

type Code = 'cr' | 'pr' | 'sd' | 'pd' | 'ne'

const study = (response: Readonly<Record<string, unknown>> = {}) =>
  sketchStudy({ response: { criteria: 'RECIST 1.1', targets: [{ id: 'liver', label: 'Liver' }], ...response } })

const group = (arm: 'control' | 'treated', counts: Readonly<Partial<Record<Code, number>>>): readonly SubjectSketch[] =>
  Object.entries(counts).flatMap(([code, n]) =>
    Array.from({ length: n }, (_, position) => ({
      id: `${arm}-${code}-${position}`,
      arm,
      responses: { liver: code as Code },
    })),
  )

const results = (subjects: readonly SubjectSketch[], plan = study()): ((key: string) => Result | undefined) => {
  const found = analyze(plan, sketchCohort(subjects), null).results
  return key => found.find(result => result.key === `response/all/liver/${key}`)
}

const published = [
  ...group('treated', { cr: 1, pr: 23, sd: 13, pd: 2 }),
  ...group('control', { cr: 2, pr: 27, sd: 51, pd: 25 }),
]

test('responses are counted by arm, rates are of the whole arm', () => {
  const at = results(published)
  expect(['cr', 'pr', 'sd', 'pd', 'ne'].map(code => at(`treated/${code}/n`)?.value)).toEqual([1, 23, 13, 2, 0])
  closeTo(at('treated/orr/rate')?.value, 24 / 39, 1e-12)
  closeTo(at('control/dcr/rate')?.value, 80 / 105, 1e-12)
  expect(at('control/orr/n')?.value).toBe(29)
})

test('the exact interval is that of Clopper and Pearson', () => {
  const at = results([...group('treated', { pr: 3, pd: 7 }), ...group('control', { pd: 10 })])
  closeTo(at('treated/orr/lower')?.value, 0.0667395111777345, 1e-9)
  closeTo(at('treated/orr/upper')?.value, 0.6524528500599973, 1e-9)
  closeTo(at('control/orr/upper')?.value, 1 - 0.025 ** 0.1, 1e-9)
  expect(at('control/orr/lower')?.value).toBe(0)
})

test('Pearson without continuity correction where every expected count is at least 5', () => {
  const p = results(published)('-/dcr/p')
  closeTo(p?.value, 0.01069977318268375, 1e-9)
  expect(p?.method).toBe('Pearson chi-square')
})

test('Fisher where an expected count is below 5', () => {
  const p = results([...group('treated', { pr: 3, pd: 1 }), ...group('control', { pr: 1, pd: 3 })])('-/orr/p')
  closeTo(p?.value, 34 / 70, 1e-12)
  expect(p?.method).toBe('Fisher exact')
})

test('subjects who were never assessed count as not evaluable, in the denominator unless left out', () => {
  const subjects = [
    ...group('treated', { pr: 2, ne: 1 }),
    { id: 'treated-none', arm: 'treated' as const },
    ...group('control', { pd: 4 }),
  ]
  const kept = results(subjects)
  expect(kept('treated/ne/n')).toMatchObject({
    value: 2,
    notes: [{ kind: 'counting', text: '1 without any assessment count as not evaluable' }],
  })
  closeTo(kept('treated/orr/rate')?.value, 0.5, 1e-12)
  expect(results(subjects, study({ notEvaluable: 'left out' }))('treated/orr/rate')?.value).toBe(1)
})

test('an empty arm has no rate and no P, with the reason', () => {
  const at = results(group('control', { pr: 1, pd: 1 }))
  expect(at('treated/orr/rate')).toMatchObject({
    value: null,
    notes: [{ kind: 'not-estimable', text: 'not estimable: nobody to take the rate of' }],
  })
  expect(at('-/orr/p')).toMatchObject({
    value: null,
    notes: [{ kind: 'not-estimable', text: 'not estimable: an arm is empty' }],
  })
})

test('where all respond alike no test can tell the arms apart', () => {
  expect(results([...group('treated', { pr: 3 }), ...group('control', { pr: 4 })])('-/orr/p')).toMatchObject({
    value: null,
    notes: [{ kind: 'not-estimable', text: 'not estimable: fewer than two levels occur' }],
  })
})

test('matched pairs have McNemar beside, over the pairs that differ', () => {
  const subjects = Array.from({ length: 10 }, (_, pair) => [
    { id: `t${pair}`, arm: 'treated' as const, responses: { liver: pair < 8 ? ('pr' as const) : ('pd' as const) } },
    {
      id: `c${pair}`,
      arm: 'control' as const,
      responses: { liver: pair < 2 || pair === 9 ? ('pr' as const) : ('pd' as const) },
    },
  ]).flat()
  const matching: MatchingOutcome = {
    scores: {},
    results: [],
    pairs: Array.from({ length: 10 }, (_, pair) => ({
      pair: pair + 1,
      treated: `t${pair}`,
      control: `c${pair}`,
      treatedScore: 0.5,
      controlScore: 0.5,
      distance: 0,
    })),
  }
  const plan = sketchStudy({
    response: { criteria: 'RECIST 1.1', targets: [{ id: 'liver', label: 'Liver' }] },
    matching: {},
  })
  const found = analyze(plan, sketchCohort(subjects), matching).results
  const p = found.find(({ key }) => key === 'response/matched/liver/-/orr/mcnemar-p')
  // Six pairs of which the treated subject alone responded, one of which the control alone did: (6 - 1)^2 / 7.
  closeTo(p?.value, 0.058781721355358973, 1e-9)
  expect(p).toMatchObject({ n: 10, events: 7, method: 'McNemar chi-square', settings: { continuity: false } })
  const value = (statistic: string) =>
    found.find(({ key }) => key === `response/matched/liver/-/orr/${statistic}`)?.value
  // Both tails of seven throws of a coin with one or none of the rarer side: 2 (1 + 7) / 128.
  closeTo(value('mcnemar-exact-p'), 0.125, 1e-12)
  closeTo(value('mcnemar-chi-square'), 25 / 7, 1e-12)
  expect(value('mcnemar-discordant')).toBe(7)
  const corrected = sketchStudy({
    response: { criteria: 'RECIST 1.1', targets: [{ id: 'liver', label: 'Liver' }] },
    matching: {},
    analyses: { proportions: { continuity: 'yates' } },
  })
  const other = analyze(corrected, sketchCohort(subjects), matching).results.find(one => one.key === p?.key)
  // With the correction: (|6 - 1| - 1)^2 / 7.
  closeTo(other?.value, 0.13057001811573618, 1e-9)
  expect(other?.method).toBe('McNemar chi-square with continuity correction')
  expect(textsOf(found.find(({ key }) => key === 'response/matched/liver/-/orr/p'))).toContain(
    'the test takes the matched arms as independent, as before matching',
  )
})
