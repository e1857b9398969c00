import { describe, expect, test } from 'vitest'
import { testMeans } from '../../analysis/baseline/mean-test.js'
import { proportionInterval } from '../../analysis/outcomes/proportion-interval.js'
import { testProportions } from '../../analysis/baseline/proportion-test.js'
import { noted, textsOf } from '../support/result-notes.js'

const key = 'baseline/all/age/-/-/p'

describe('a test of means', () => {
  const of = (treated: readonly number[], control: readonly number[], test: 'student' | 'welch' | 'mann-whitney') =>
    testMeans(key, Float64Array.from(treated), Float64Array.from(control), { test }, noted('said before'))

  test.each([
    ['student', 'Student t (equal variances)', 't'],
    ['welch', 'Welch t', 't'],
  ] as const)('%s', (rule, method, distribution) => {
    expect(of([1, 2, 3], [2, 4, 7], rule)).toMatchObject({
      method,
      settings: { rule },
      notes: noted('said before'),
      sources: ['analysis subjects'],
      n: 6,
      test: { distribution },
    })
  })

  test('Mann-Whitney with ties has a z behind it, the exact one none', () => {
    expect(of([1, 2, 2], [2, 4, 7], 'mann-whitney')).toMatchObject({
      method: 'Mann-Whitney',
      test: { distribution: 'normal' },
    })
    expect(of([1, 2.5, 3], [2, 4, 7], 'mann-whitney').test).toBeUndefined()
  })

  test.each([
    [[], [1, 2], 'an arm has nobody with the covariate known'],
    [[1, 2], [], 'an arm has nobody with the covariate known'],
  ])('of %j against %j is refused', (treated, control, reason) => {
    expect(of(treated, control, 'student')).toMatchObject({
      value: null,
      n: 2,
      notes: [{ kind: 'not-estimable', text: `not estimable: ${reason}` }, ...noted('said before')],
    })
  })

  test('of one against one is asked of the statistic, which says why not', () => {
    const [, ...others] = textsOf(of([1], [2], 'student'))
    expect(of([1], [2], 'student').value).toBeNull()
    expect(others).toContain('said before')
    expect(of([1], [2, 3], 'student').value).toBeTypeOf('number')
  })
})

describe('a test of proportions', () => {
  const of = (
    table: readonly (readonly number[])[],
    test: 'pearson' | 'fisher' | 'pearson unless expected below 5 then fisher',
    continuity: 'none' | 'yates' = 'none',
  ) =>
    testProportions(
      key,
      table,
      { test, continuity },
      { notes: noted('said before'), sources: ['counts'], settings: { of: 'x' } },
    )

  test.each([
    [
      [
        [10, 10],
        [10, 10],
      ],
      'pearson unless expected below 5 then fisher',
      'none',
      'Pearson chi-square',
      40,
    ],
    [
      [
        [5, 5],
        [5, 5],
      ],
      'pearson unless expected below 5 then fisher',
      'none',
      'Pearson chi-square',
      20,
    ],
    [
      [
        [5, 5],
        [5, 4],
      ],
      'pearson unless expected below 5 then fisher',
      'none',
      'Fisher exact',
      19,
    ],
    [
      [
        [1, 2],
        [3, 4],
      ],
      'pearson',
      'none',
      'Pearson chi-square',
      10,
    ],
    [
      [
        [10, 10],
        [10, 12],
      ],
      'fisher',
      'none',
      'Fisher exact',
      42,
    ],
    [
      [
        [10, 10],
        [10, 10],
      ],
      'pearson',
      'yates',
      'Pearson chi-square with continuity correction',
      40,
    ],
  ] as const)('of %j by %s, %s, is %s', (table, rule, continuity, method, n) => {
    const result = of(table, rule, continuity)
    expect(result).toMatchObject({ method, n, settings: { rule, of: 'x' }, sources: ['counts'] })
    expect(textsOf(result)[0]).toBe('said before')
    expect(result.test?.distribution).toBe(method === 'Fisher exact' ? 'hypergeometric' : 'chi-square')
  })

  test('says degrees of freedom, least expected count, statistic and correction', () => {
    expect(
      of(
        [
          [10, 20],
          [20, 10],
        ],
        'pearson',
      ).settings,
    ).toEqual({
      rule: 'pearson',
      of: 'x',
      continuity: false,
      degreesOfFreedom: 1,
      minimumExpected: 15,
      statistic: 20 / 3,
    })
    expect(
      of(
        [
          [10, 20],
          [20, 10],
        ],
        'pearson',
        'yates',
      ).settings.continuity,
    ).toBe(true)
  })

  test('Fisher of two by two is a draw without replacement, of more it is none that can be recomputed', () => {
    expect(
      of(
        [
          [1, 2],
          [3, 5],
        ],
        'fisher',
      ).test,
    ).toEqual({
      distribution: 'hypergeometric',
      statistic: 1,
      population: 11,
      successes: 3,
      draws: 4,
    })
    expect(
      of(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        'fisher',
      ).test,
    ).toBeUndefined()
  })

  test.each([
    [
      [
        [0, 0],
        [3, 4],
      ],
      'fewer than two levels occur',
      7,
    ],
    [
      [
        [1, 0],
        [0, 0],
        [2, 0],
      ],
      'an arm is empty',
      3,
    ],
    [
      [
        [0, 1],
        [0, 2],
      ],
      'an arm is empty',
      3,
    ],
    [[], 'fewer than two levels occur', 0],
  ])('of %j is refused: %s', (table, reason, n) => {
    expect(of(table, 'pearson')).toMatchObject({
      value: null,
      method: 'none',
      n,
      notes: [{ kind: 'not-estimable', text: `not estimable: ${reason}` }, ...noted('said before')],
      settings: { rule: 'pearson', of: 'x' },
    })
  })
})

describe('an interval of a proportion', () => {
  const of = (successes: number, n: number, interval: 'clopper-pearson' | 'wilson') =>
    proportionInterval(
      statistic => `response/all/t/-/orr/${statistic}`,
      successes,
      n,
      { method: 'm', notes: noted('a') },
      interval,
    )

  test.each(['clopper-pearson', 'wilson'] as const)('%s: count, rate, limits', interval => {
    const found = of(1, 4, interval)
    expect(found.map(one => [one.key.split('/').at(-1), one.value === null])).toEqual([
      ['n', false],
      ['rate', false],
      ['lower', false],
      ['upper', false],
    ])
    expect(found.map(({ value }) => value).slice(0, 2)).toEqual([1, 0.25])
    for (const one of found)
      expect(one).toMatchObject({ n: 4, events: 1, settings: { interval, confidence: 0.95 }, notes: noted('a') })
    const [, , lower, upper] = found
    expect(Number(lower?.value)).toBeCloseTo(interval === 'wilson' ? 0.0456 : 0.0063, 4)
    expect(Number(upper?.value)).toBeCloseTo(interval === 'wilson' ? 0.6994 : 0.8059, 4)
  })

  test('of nobody', () => {
    expect(of(0, 0, 'wilson').map(one => [one.value, ...textsOf(one)])).toEqual([
      [0, 'a'],
      ...Array.from({ length: 3 }, () => [null, 'not estimable: nobody to take the rate of', 'a']),
    ])
  })
})
