import { describe, expect, test } from 'vitest'
import { matchCohort, type MatchingOutcome } from '../support/analyze-cohort.js'
import { sketchStudy, sketchSubject, type SubjectSketch } from '../support/analysis-cohort.js'
import { textsOf } from '../support/result-notes.js'

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
    notes: [{ kind: 'not-estimable', text: 'not estimable: the study sets no caliper' }],
  })
})

test('the order of the subjects does not matter to any number', () => {
  const forwards = match({})
  const backwards = match({}, [...sketches].reverse())
  expect(backwards).toEqual(forwards)
  expect(match({ ties: 'matchit' }, [...sketches].reverse())).toEqual(match({ ties: 'matchit' }))
})

/** Whom t1 takes of controls with its own score. */
const takenOf = (
  controls: readonly SubjectSketch[],
  matching: Readonly<Record<string, unknown>> = {},
): string | undefined => {
  const others = [
    ['x1', 'control', 30],
    ['x2', 'treated', 35],
    ['x3', 'control', 80],
    ['x4', 'treated', 85],
  ] as const
  const outcome = match({ caliper: '0.001 raw', ...matching }, [
    { id: 't1', key: '70', arm: 'treated', indexDate: '2020-01-01', values: { age: 60 } },
    ...controls.map(control => ({ arm: 'control' as const, values: { age: 60 }, ...control })),
    ...others.map(([id, arm, age]) => ({ id, key: `0${id}`, arm, indexDate: '2020-06-01', values: { age } })),
  ])
  return outcome.pairs.find(({ treated }) => treated === 't1')?.control
}

describe('of equally near controls', () => {
  test('the one with the earlier index date is taken', () => {
    const [a, b, c] = [
      { id: 'a', key: '1f', indexDate: '2020-05-01' },
      { id: 'b', key: '3f', indexDate: '2020-02-01' },
      { id: 'c', key: '2f', indexDate: '2020-03-01' },
    ]
    expect(takenOf([a, b, c])).toBe('b')
    expect(takenOf([c, a, b], { ties: 'matchit' })).toBe('b')
  })

  test('of one index date the one with the smaller subject key is taken, whatever its display id', () => {
    const on = { indexDate: '2020-02-01' }
    for (const ties of ['index date then covariates then subject key', 'matchit']) {
      expect(
        takenOf(
          [
            { id: 'a', key: '2f', ...on },
            { id: 'b', key: '1f', ...on },
          ],
          { ties },
        ),
      ).toBe('b')
      expect(
        takenOf(
          [
            { id: 'b', key: '2f', ...on },
            { id: 'a', key: '1f', ...on },
          ],
          { ties },
        ),
      ).toBe('a')
    }
  })

  test('of one index date those with open ids are taken by these, which count as numbers', () => {
    const on = { indexDate: '2020-02-01' }
    expect(
      takenOf([
        { id: '10', ...on },
        { id: '9', ...on },
      ]),
    ).toBe('9')
  })

  test('covariates decide before the subject key: numbers by size, levels in the study’s order', () => {
    const levels = { late: 'Late', early: 'Early' }
    const staged = sketchStudy({
      covariates: [
        { variable: 'age', label: 'Age' },
        { variable: 'stage', label: 'Stage', levels },
      ],
      matching: { caliper: 'none', order: 'subject order' },
    })
    // As many treated as controls with each value: both coefficients are 0, and every score ties.
    const subjects = (['treated', 'control'] as const).flatMap(arm =>
      [50, 70].flatMap(age =>
        Object.keys(levels).map((stage, place) => ({
          id: `${arm}-${stage}-${String(age)}`,
          // The keys of the controls run the other way.
          key: arm === 'treated' ? `a${String(place)}${String(age)}` : `b${String(1 - place)}${String(99 - age)}`,
          arm,
          values: { age },
          levels: { stage },
        })),
      ),
    )
    const { pairs } = matchCohort(staged, subjects.map(sketchSubject))
    const taken = pairs.map(({ treated, control }) => [treated.slice(8), control.slice(8)])
    expect(taken.every(([treated, control]) => treated === control)).toBe(true)
  })
})

test('other display ids of the same subjects change no pair and no number', () => {
  const names = [
    'north-0007',
    'north-0001',
    'north-0005',
    'north-0003',
    'north-0002',
    'north-0008',
    'north-0004',
    'north-0006',
  ]
  const keyed = sketches.map((sketch, place) => ({ ...sketch, id: names[place] ?? '', key: `${String(place)}c` }))
  const dealt = keyed.map((sketch, place) => ({ ...sketch, id: `north-${String(100 - place)}` }))
  const idOf = new Map(keyed.map(({ id, key }) => [id, key]))
  const dealtOf = new Map(dealt.map(({ id, key }) => [id, key]))
  const under = (subjects: readonly SubjectSketch[], keys: ReadonlyMap<string, string | undefined>) => {
    const { pairs, results } = match({}, subjects)
    const byKey = pairs.map(pair => ({ ...pair, treated: keys.get(pair.treated), control: keys.get(pair.control) }))
    return { byKey, results }
  }
  expect(under(dealt, dealtOf)).toEqual(under(keyed, idOf))
})

test('an eligible subject with an unknown covariate is named and not matched', () => {
  const outcome = match({}, [...sketches, { id: 'z9', arm: 'treated', values: { age: null } }])
  expect(valueOf(outcome, `${matching}/incomplete`)).toMatchObject({
    value: 1,
    notes: expect.arrayContaining([
      { kind: 'left-out', text: '1 eligible with an unknown covariate could not be matched: z9' },
    ]) as unknown,
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
    return textsOf(valueOf(outcome, `${matching}/pairs`))[0]
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
