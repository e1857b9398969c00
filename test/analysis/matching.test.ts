import { describe, expect, test } from 'vitest'
import { matchCohort } from '../../analysis/match-cohort.js'
import type { MatchingOutcome } from '../../analysis/result.js'
import { sketchStudy, sketchSubject, type SubjectSketch } from '../support/analysis-cohort.js'

const study = (matching: Readonly<Record<string, unknown>> = {}) =>
  sketchStudy({ covariates: [{ variable: 'age', label: 'Age' }], matching })

const ages: readonly (readonly [string, 'control' | 'treated', number])[] = [
  ['t1', 'treated', 60],
  ['t2', 'treated', 70],
  ['t3', 'treated', 90],
  ['c1', 'control', 61],
  ['c2', 'control', 69],
  ['c3', 'control', 40],
  ['c4', 'control', 62],
  ['c5', 'control', 75],
]
const sketches: readonly SubjectSketch[] = ages.map(([id, arm, age]) => ({ id, arm, values: { age } }))
const match = (matching: Readonly<Record<string, unknown>>, subjects = sketches): MatchingOutcome =>
  matchCohort(study(matching), subjects.map(sketchSubject))
const valueOf = (outcome: MatchingOutcome, key: string) => outcome.results.find(result => result.key === key)
const matching = 'matching/all/-/-/-'

test('each treated subject takes the nearest free control, the largest score first', () => {
  const { pairs } = match({ caliper: 'none' })
  expect(pairs.map(({ pair, treated, control }) => [pair, treated, control])).toEqual([
    [1, 't1', 'c1'],
    [2, 't2', 'c2'],
    [3, 't3', 'c5'],
  ])
  expect(
    pairs.every(({ treatedScore, controlScore, distance }) => distance === Math.abs(treatedScore - controlScore)),
  ).toBe(true)
})

test('a treated subject without a control within the caliper stays alone and is counted', () => {
  const outcome = match({ caliper: '0.2 SD' })
  expect(outcome.pairs.map(({ treated }) => treated)).toEqual(['t1', 't2'])
  expect(valueOf(outcome, `${matching}/pairs`)?.value).toBe(2)
  expect(valueOf(outcome, `${matching}/treated-unmatched`)?.value).toBe(1)
  expect(Number(valueOf(outcome, `${matching}/caliper`)?.value)).toBeGreaterThan(0)
})

test('a caliper so narrow that nobody matches leaves no pair, and the coefficients stand', () => {
  const outcome = match({ caliper: '0.0000001 raw' })
  expect(outcome.pairs).toEqual([])
  expect(valueOf(outcome, `${matching}/pairs`)?.value).toBe(0)
  expect(valueOf(outcome, `${matching}/caliper`)?.value).toBe(1e-7)
  expect(valueOf(outcome, 'propensity/all/-/-/age/coefficient')?.value).not.toBeNull()
})

test('without a caliper its width is not estimable, with the reason', () => {
  expect(valueOf(match({ caliper: 'none' }), `${matching}/caliper`)).toMatchObject({
    value: null,
    notes: ['not estimable: the study sets no caliper'],
  })
})

test('the order of the subjects does not matter to any number', () => {
  const forwards = match({})
  const backwards = match({}, [...sketches].reverse())
  expect(backwards).toEqual(forwards)
  expect(match({ ties: 'matchit' }, [...sketches].reverse())).toEqual(match({ ties: 'matchit' }))
})

test('of equally near controls the one with the earlier index date is taken, then the smaller display id', () => {
  const tied = (dates: readonly (readonly [string, string])[]): string | undefined => {
    const controls = dates.map(([id, indexDate]) => ({ id, arm: 'control' as const, indexDate, values: { age: 60 } }))
    const others = [
      ['x1', 'control', 30],
      ['x2', 'treated', 35],
      ['x3', 'control', 80],
      ['x4', 'treated', 85],
    ] as const
    const outcome = match({ caliper: '0.001 raw' }, [
      { id: 't1', arm: 'treated', indexDate: '2020-01-01', values: { age: 60 } },
      ...controls,
      ...others.map(([id, arm, age]) => ({ id, arm, indexDate: '2020-06-01', values: { age } })),
    ])
    return outcome.pairs.find(({ treated }) => treated === 't1')?.control
  }
  expect(
    tied([
      ['a', '2020-05-01'],
      ['b', '2020-02-01'],
      ['c', '2020-03-01'],
    ]),
  ).toBe('b')
  expect(
    tied([
      ['b', '2020-02-01'],
      ['a', '2020-02-01'],
    ]),
  ).toBe('a')
})

test('an eligible subject with an unknown covariate is named and not matched', () => {
  const outcome = match({}, [...sketches, { id: 'z9', arm: 'treated', values: { age: null } }])
  expect(valueOf(outcome, `${matching}/incomplete`)).toMatchObject({
    value: 1,
    notes: expect.arrayContaining(['1 eligible with an unknown covariate could not be matched: z9']) as unknown,
  })
  expect(outcome.scores['z9']).toBeUndefined()
  expect(valueOf(outcome, `${matching}/n`)?.value).toBe(8)
})

test('a categorical covariate gives a term a level, the reference left out', () => {
  const levels = ['low', 'mid', 'high']
  const graded = sketchStudy({
    covariates: [
      {
        variable: 'stage',
        label: 'Stage',
        reference: 'mid',
        levels: Object.fromEntries(levels.map(level => [level, level])),
      },
    ],
    matching: {},
  })
  const subjects = Array.from({ length: 24 }, (_, position) =>
    sketchSubject({
      id: `s${String(position).padStart(2, '0')}`,
      arm: position % 5 < 2 ? 'treated' : 'control',
      levels: { stage: levels[position % 3] ?? null },
    }),
  )
  const keys = matchCohort(graded, subjects)
    .results.map(({ key }) => key)
    .filter(key => key.endsWith('/coefficient'))
  expect(keys).toEqual(['intercept', 'stage.low', 'stage.high'].map(term => `propensity/all/-/-/${term}/coefficient`))
})

test('several controls to one treated subject share its pair number', () => {
  const { pairs } = match({ caliper: 'none', ratio: 2, order: 'smallest first' }, [
    ...sketches.filter(({ id }) => id !== 't3'),
    { id: 'c6', arm: 'control', values: { age: 50 } },
  ])
  expect(pairs.map(({ pair }) => pair)).toEqual([1, 1, 2, 2])
  expect(new Set(pairs.map(({ control }) => control)).size).toBe(4)
})

describe('nothing to match on is said, not thrown', () => {
  const reasonOf = (outcome: MatchingOutcome): string | undefined => {
    expect(outcome.pairs).toEqual([])
    expect(outcome.results.every(({ value, notes }) => value === null && notes.length > 0)).toBe(true)
    return valueOf(outcome, `${matching}/pairs`)?.notes[0]
  }
  const controls = sketches.filter(({ arm }) => arm === 'control')

  test('an empty arm', () => {
    expect(reasonOf(match({}, controls))).toBe(
      'not estimable: no eligible subject of the treated arm has every covariate known',
    )
  })

  test('no eligible subject', () => {
    expect(reasonOf(match({}, []))).toBe('not estimable: no eligible subject has every covariate known')
  })

  test('no covariate', () => {
    expect(reasonOf(matchCohort(sketchStudy({ matching: {} }), sketches.map(sketchSubject)))).toBe(
      'not estimable: the study lists no covariate to match on',
    )
  })

  test('no matching in the study', () => {
    expect(reasonOf(matchCohort(sketchStudy(), sketches.map(sketchSubject)))).toBe(
      'not estimable: the study asks for no matching',
    )
  })

  test('arms that a covariate separates', () => {
    const apart = ages.map(([id, arm], position) => ({
      id,
      arm,
      values: { age: arm === 'treated' ? 80 + position : 40 + position },
    }))
    expect(reasonOf(match({}, apart))).toMatch(/^not estimable: .*/)
  })
})
