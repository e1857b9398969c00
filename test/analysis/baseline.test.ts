import { expect, test } from 'vitest'
import { analyze, type MatchingOutcome } from '../support/analyze-cohort.js'
import type { Result } from '../../analysis/results/result.js'
import { closeTo } from '../support/close-to.js'
import { sketchCohort, sketchStudy, type SubjectSketch } from '../support/analysis-cohort.js'
import { textsOf } from '../support/result-notes.js'

const covariates = [
  { variable: 'albumin', label: 'Albumin', levels: { low: 'Low', high: 'High' } },
  { variable: 'age', label: 'Age', unit: 'years' },
]
const plan = sketchStudy({ covariates, matching: {} })

const subjects: readonly SubjectSketch[] = [
  ...[1, 2, 3, 4].map(one => ({
    id: `t${one}`,
    arm: 'treated' as const,
    levels: { albumin: one === 1 ? 'low' : 'high' },
    values: { age: 50 + one },
  })),
  ...[1, 2, 3, 4, 5].map(one => ({
    id: `c${one}`,
    arm: 'control' as const,
    levels: { albumin: one < 4 ? 'low' : 'high' },
    values: { age: 60 + one },
  })),
]

const pair = (number: number, treated: string, control: string) => ({
  pair: number,
  treated,
  control,
  treatedScore: 0.5,
  controlScore: 0.5,
  distance: 0,
})

const analyzed = (
  sketches: readonly SubjectSketch[],
  matching: MatchingOutcome | null = null,
): ((key: string) => Result | undefined) => {
  const found = analyze(plan, sketchCohort(sketches), matching).results
  return key => found.find(result => result.key === `baseline/${key}`)
}

test('levels are counted by arm with percentages of those known', () => {
  const at = analyzed([...subjects, { id: 't9', arm: 'treated', levels: { albumin: null }, values: { age: 55 } }])
  expect(at('all/albumin/treated/low/n')?.value).toBe(1)
  expect(at('all/albumin/treated/low/percent')).toMatchObject({ value: 25, n: 4 })
  expect(at('all/albumin/control/low/percent')?.value).toBe(60)
  expect(at('all/albumin/treated/-/missing')?.value).toBe(1)
  expect(at('all/-/treated/-/n')?.value).toBe(5)
})

test('of every covariate the known and the unknown are counted, in each arm and in both, before and after matching', () => {
  const sketches: readonly SubjectSketch[] = [
    ...subjects,
    { id: 't9', arm: 'treated', levels: { albumin: null }, values: { age: 55 } },
    { id: 'c8', arm: 'control', levels: { albumin: 'of no list' }, values: { age: null } },
    { id: 'c9', arm: 'control', levels: {}, values: {} },
  ]
  const matching = { scores: {}, results: [], pairs: [pair(1, 't9', 'c1'), pair(2, 't2', 'c9')] }
  const at = analyzed(sketches, matching)
  const counts = (cohort: string, covariate: string, arm: string) =>
    ['n', 'missing', 'missing-percent'].map(statistic => at(`${cohort}/${covariate}/${arm}/-/${statistic}`)?.value)
  expect(counts('all', 'albumin', 'treated')).toEqual([4, 1, 20])
  expect(counts('all', 'albumin', 'control')).toEqual([5, 2, 200 / 7])
  expect(counts('all', 'albumin', '-')).toEqual([9, 3, 25])
  expect(counts('all', 'age', 'treated')).toEqual([5, 0, 0])
  expect(counts('all', 'age', 'control')).toEqual([5, 2, 200 / 7])
  expect(counts('matched', 'albumin', 'treated')).toEqual([1, 1, 50])
  expect(counts('matched', 'albumin', 'control')).toEqual([1, 1, 50])
  expect(counts('matched', 'albumin', '-')).toEqual([2, 2, 50])
  expect(counts('matched', 'age', '-')).toEqual([3, 1, 25])
  expect(at('all/albumin/-/-/missing-percent')).toMatchObject({ n: 12, unit: '%' })
})

test('an arm without anybody has nothing unknown, and no share of it', () => {
  const at = analyzed(subjects.filter(({ arm }) => arm === 'control'))
  expect(at('all/albumin/treated/-/missing')?.value).toBe(0)
  expect(at('all/albumin/treated/-/missing-percent')).toMatchObject({
    value: null,
    notes: [{ kind: 'not-estimable', text: 'not estimable: the arm is empty' }],
  })
})

test('the difference is treated minus control over the SD of the treated, one per level, of opposite signs', () => {
  const at = analyzed(subjects)
  const expected = (0.25 - 0.6) / Math.sqrt(0.25 * 0.75)
  closeTo(at('all/albumin/-/low/smd')?.value, expected, 1e-12)
  closeTo(at('all/albumin/-/high/smd')?.value, -expected, 1e-12)
})

test('after matching the SD is still that of all treated subjects', () => {
  const matching = { scores: {}, results: [], pairs: [pair(1, 't1', 'c1'), pair(2, 't2', 'c4')] }
  const at = analyzed(subjects, matching)
  closeTo(at('matched/albumin/-/low/smd')?.value, 0, 1e-12)
  closeTo(at('matched/age/-/-/smd')?.value, (51.5 - 62.5) / Math.sqrt(5 / 3), 1e-12)
  expect(at('matched/albumin/control/low/n')?.value).toBe(1)
  expect(textsOf(at('matched/age/-/-/p'))).toContain(
    'the test takes the matched arms as independent, as before matching',
  )
})

test('the test of a categorical covariate is named', () => {
  expect(analyzed(subjects)('all/albumin/-/-/p')?.method).toBe('Fisher exact')
})

test('a continuous covariate is described and tested by the study test', () => {
  const at = analyzed(subjects)
  expect(at('all/age/treated/-/mean')).toMatchObject({ value: 52.5, unit: 'years', n: 4 })
  expect(at('all/age/control/-/median')?.value).toBe(63)
  closeTo(at('all/age/control/-/sd')?.value, Math.sqrt(2.5), 1e-12)
  expect(at('all/age/-/-/p')?.method).toBe('Student t (equal variances)')
})

test('an empty arm and an empty cohort are not estimable, with the reason', () => {
  const oneArm = analyzed(subjects.filter(({ arm }) => arm === 'control'))
  expect(oneArm('all/albumin/treated/low/percent')).toMatchObject({ value: null })
  expect(oneArm('all/age/-/-/smd')).toMatchObject({
    value: null,
    notes: [{ kind: 'not-estimable', text: 'not estimable: an arm is empty' }],
  })
  const nobody = analyzed([])
  expect(textsOf(nobody('all/age/treated/-/mean'))).toEqual([
    'not estimable: no subject of this arm has the covariate known',
  ])
  expect(textsOf(nobody('all/albumin/-/low/smd'))).toEqual(['not estimable: no subject in this cohort'])
})
