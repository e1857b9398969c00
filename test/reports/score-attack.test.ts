import { describe, expect, test } from 'vitest'
import type { MatchedPair } from '../../analysis/results/result.js'
import { asShown, formats } from '../../reports/layout/formats.js'
import { pairsCsv } from '../../reports/render/pairs-csv.js'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'

/** What a person can be in one covariate: the numbers that a reader of the study would try. */
interface Covariate {
  readonly name: string
  readonly tried: readonly number[]
  readonly draw: (random: () => number) => number
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

const age: Covariate = {
  name: 'age',
  tried: range(18, 100),
  draw: random => Math.round(60 + 12 * (random() + random() + random() - 1.5)),
}
const yes = (name: string, share: number): Covariate => ({
  name,
  tried: [0, 1],
  draw: random => (random() < share ? 1 : 0),
})
const grade: Covariate = { name: 'grade', tried: range(0, 4), draw: random => Math.floor(random() * 5) }

// mulberry32: numbers that are the same each time
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

interface Released {
  /** As the mailed workbook has them. */
  readonly coefficients: readonly number[]
  readonly pairs: readonly MatchedPair[]
  readonly scores: Readonly<Record<string, number>>
  readonly truth: Readonly<Record<string, readonly number[]>>
  readonly scale: 'probability' | 'linear'
}

const release = (
  covariates: readonly Covariate[],
  n: number,
  seed: number,
  scale: Released['scale'],
  digits: (coefficient: number) => number,
): Released => {
  const random = seeded(seed)
  const rows = Array.from({ length: n }, () => covariates.map(one => one.draw(random)))
  const outcome = rows.map(row => (random() < 1 / (1 + Math.exp(1.2 - 0.02 * (row[0] ?? 0))) ? 1 : 0))
  const fit = fitLogistic({
    outcome: Uint8Array.from(outcome),
    covariates: covariates.map((_, column) => Float64Array.from(rows.map(row => row[column] ?? 0))),
    terms: covariates.map(({ name }) => name),
  })
  const exact = fit.terms.map(({ coefficient }) => coefficient ?? 0)
  const score = (row: readonly number[]): number => predicted(exact, row, scale)
  const truth = Object.fromEntries(rows.map((row, index) => [`site-${String(index)}`, row]))
  const scores = Object.fromEntries(Object.entries(truth).map(([id, row]) => [id, score(row)]))
  const arm = (which: number): readonly string[] => Object.keys(truth).filter((_, index) => outcome[index] === which)
  const controls = [...arm(0)]
  const pairs = arm(1).flatMap((treated, pair): readonly MatchedPair[] => {
    const own = scores[treated] ?? 0
    const control = controls.sort((a, b) => Math.abs((scores[a] ?? 0) - own) - Math.abs((scores[b] ?? 0) - own)).shift()
    if (control === undefined) return []
    const other = scores[control] ?? 0
    return [
      { pair: pair + 1, treated, control, treatedScore: own, controlScore: other, distance: Math.abs(own - other) },
    ]
  })
  return { coefficients: exact.map(digits), pairs, scores, truth, scale }
}

const predicted = (coefficients: readonly number[], row: readonly number[], scale: Released['scale']): number => {
  const [intercept = 0, ...slopes] = coefficients
  const linear = slopes.reduce((sum, slope, index) => sum + slope * (row[index] ?? 0), intercept)
  return scale === 'linear' ? linear : 1 / (1 + Math.exp(-linear))
}

const combinations = (covariates: readonly Covariate[]): readonly (readonly number[])[] =>
  covariates.reduce<readonly (readonly number[])[]>(
    (all, { tried }) => all.flatMap(row => tried.map(value => [...row, value])),
    [[]],
  )

/**
 * The attack of H3: each shown score is read as rounded in its last digit, and every combination of the covariates is tried
 * with the coefficients as mailed. Whose score one combination alone explains is found out.
 */
const solved = (
  covariates: readonly Covariate[],
  csv: string,
  { coefficients, scale }: Released,
): readonly string[] => {
  const tried = combinations(covariates).map(row => predicted(coefficients, row, scale))
  const fitting = (shown: string): number => {
    const decimals = /\.(\d+)/.exec(shown)?.[1]?.length ?? 0
    const tolerance = Math.max(0.5 * 10 ** -decimals, 1e-12)
    return tried.filter(one => Math.abs(one - Number(shown)) <= tolerance).length
  }
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .flatMap(line => {
      const [, treated = '', control = '', treatedScore = '', controlScore = ''] = line.split(',')
      return [
        [treated, treatedScore],
        [control, controlScore],
      ] as const
    })
    .filter(([, shown]) => shown !== '' && fitting(shown) === 1)
    .map(([id]) => id)
}

const csvOf = ({ pairs, scores }: Released): string => new TextDecoder().decode(pairsCsv(pairs, Object.values(scores)))

const inCell = (coefficient: number): number => asShown(coefficient, formats.coefficient)
const atFullPrecision = ({ pairs }: Released): string =>
  [
    'pair,treated,control,treated_score,control_score,distance',
    ...pairs.map(one =>
      [one.pair, one.treated, one.control, one.treatedScore, one.controlScore, one.distance].join(','),
    ),
  ].join('\n')

describe('H3: covariates solved from shown scores and mailed coefficients', () => {
  test('the attack sees: with all digits it finds everybody', () => {
    const covariates = [age, yes('sex', 0.5)]
    const released = release(covariates, 41, 7, 'probability', one => one)
    expect(released.pairs.length).toBeGreaterThan(10)
    const found = new Set(solved(covariates, atFullPrecision(released), released))
    expect(found.size).toBe(2 * released.pairs.length)
  })

  const sets = {
    'age and sex': [age, yes('sex', 0.5)],
    'age alone': [age],
    'age, sex and grade': [age, yes('sex', 0.3), grade],
    'two yes or no': [yes('sex', 0.5), yes('smoker', 0.4)],
    'sex alone': [yes('sex', 0.5)],
    'grade and a rare yes': [grade, yes('rare', 0.04)],
  } as const
  const cases = Object.entries(sets).flatMap(([name, covariates]) =>
    ([41, 120, 1_500] as const).flatMap(n =>
      (['probability', 'linear'] as const).map(scale => ({ name, covariates, n, scale })),
    ),
  )
  test.each(cases)('$name, $n subjects, $scale: nobody is found', ({ covariates, n, scale }) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const released = release(covariates, n, seed, scale, inCell)
      expect(solved(covariates, csvOf(released), released)).toEqual([])
    }
  })

  test('scores are shown where many different ones stand behind them', () => {
    const released = release([age, yes('sex', 0.3), grade], 1_500, 1, 'probability', inCell)
    const rows = csvOf(released).trim().split('\n').slice(1)
    expect(rows.filter(row => /,0\.\d\d,0\.\d\d,0\.\d\d$/.test(row)).length).toBeGreaterThan(0.6 * rows.length)
  })
})
