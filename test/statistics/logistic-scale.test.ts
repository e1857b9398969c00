import { describe, expect, test } from 'vitest'
import type { LogisticFit, LogisticInput } from '../../statistics/logistic/fit-logistic.js'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'
import { placeByContents } from '../../statistics/logistic/order-by-contents.js'
import { randomStream } from '../../statistics/numeric/random.js'
import { fitPropensityScore } from '../../statistics/propensity/fit-propensity-score.js'
import { permutation, reorder } from './support/samples.js'

// Enough rows for four coefficients to be searched on samples of the rows first.
const n = 25_003

const simulate = (draw: (uniform: () => number) => number): LogisticInput => {
  const uniform = randomStream(7)
  const covariates = [1, 2, 3].map(() => Float64Array.from({ length: n }, () => draw(uniform)))
  const effects = [0.5, -0.4, 0.2]
  const outcome = Uint8Array.from({ length: n }, (_, i) => {
    const eta = effects.reduce((sum, effect, j) => sum + effect * covariates[j]![i]!, -1)
    return uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0
  })
  return { outcome, covariates }
}

const shuffled = (input: LogisticInput, seed: number): LogisticInput => {
  const order = permutation(n, seed)
  return {
    outcome: reorder(input.outcome, order),
    covariates: input.covariates.map(column => reorder(column, order)),
    ...(input.weights === undefined ? {} : { weights: reorder(input.weights, order) }),
    ...(input.offset === undefined ? {} : { offset: reorder(input.offset, order) }),
  }
}

const estimates = ({ terms, covariance, deviance, nullDeviance }: LogisticFit): unknown => [
  terms,
  [...covariance],
  deviance,
  nullDeviance,
]

const continuous = simulate(uniform => uniform() + uniform() - 1)
const discrete = simulate(uniform => Math.floor(3 * uniform()))

describe('many rows', () => {
  test.each([
    ['continuous covariates', continuous],
    ['covariates of three levels', discrete],
    [
      'weights and an offset',
      {
        ...continuous,
        weights: Float64Array.from({ length: n }, (_, i) => 0.5 + (i % 7)),
        offset: Float64Array.from({ length: n }, (_, i) => (i % 5) / 10),
      },
    ],
  ])('in another order give the same bits: %s', (_, input) => {
    const one = fitLogistic(input)
    expect(one.iterations).toBeLessThan(4)
    for (const seed of [1, 2]) expect(estimates(fitLogistic(shuffled(input, seed)))).toEqual(estimates(one))
  })

  test('have the maximum of their cells with the counts as weights, which takes no samples', () => {
    const cells = new Map<string, number[]>()
    for (let i = 0; i < n; i++) {
      const row = [discrete.outcome[i]!, ...discrete.covariates.map(column => column[i]!)]
      const cell = cells.get(row.join()) ?? [...row, 0]
      cell[4]! += 1
      cells.set(row.join(), cell)
    }
    const rows = [...cells.values()]
    const whole = fitLogistic(discrete)
    const counted = fitLogistic({
      outcome: Uint8Array.from(rows, row => row[0]!),
      covariates: [1, 2, 3].map(j => Float64Array.from(rows, row => row[j]!)),
      weights: Float64Array.from(rows, row => row[4]!),
    })
    expect(whole.deviance / counted.deviance - 1).toBeCloseTo(0, 13)
    expect(whole.nullDeviance / counted.nullDeviance - 1).toBeCloseTo(0, 13)
    whole.terms.forEach(({ coefficient, se }, j) => {
      expect(coefficient! / counted.terms[j]!.coefficient! - 1).toBeCloseTo(0, 11)
      expect(se! / counted.terms[j]!.se! - 1).toBeCloseTo(0, 11)
    })
  })

  test('that are separated are found out, and those of one level or one outcome', () => {
    const rare = Float64Array.from({ length: n }, (_, i) => (i % 5000 === 0 ? 1 : 0))
    const outcome = discrete.outcome.map((value, i) => (rare[i] === 1 ? 1 : value))
    const fit = fitLogistic({ outcome, covariates: [...discrete.covariates, rare], terms: ['a', 'b', 'c', 'rare'] })
    expect(fit.notes).toMatchObject([{ kind: 'separation', terms: ['rare'] }])
    const level = new Float64Array(n).fill(0.1)
    const covariates = [...discrete.covariates, level]
    const constant = fitLogistic({ ...discrete, covariates, terms: ['a', 'b', 'c', 'd'] })
    expect(constant.notes).toMatchObject([{ kind: 'aliased', terms: ['d'] }])
    expect(fitLogistic({ ...discrete, outcome: new Uint8Array(n) }).notes[0]).toMatchObject({ kind: 'separation' })
  })

  test('with a rare level, or a value far off, that samples may miss have the sums of a maximum', () => {
    const rare = Float64Array.from({ length: n }, (_, i) => (i % 1500 === 7 ? 1 : 0))
    const far = continuous.covariates[0]!.map((value, i) => (i % 9000 === 5 ? 1e4 * value : value))
    const covariates = [rare, far, ...continuous.covariates]
    const fit = fitLogistic({ outcome: continuous.outcome, covariates })
    expect(fit.notes).toEqual([])
    for (const column of covariates) {
      let [observed, fitted] = [0, 0]
      column.forEach((value, i) => {
        observed += continuous.outcome[i]! * value
        fitted += fit.fitted[i]! * value
      })
      expect(fitted / observed - 1).toBeCloseTo(0, 9)
    }
  })

  test('that are separated by a value between have no maximum, whatever their number', () => {
    const dose = Float64Array.from({ length: n }, (_, i) => i / 1000)
    const fit = fitLogistic({ outcome: Uint8Array.from(dose, value => (value > 12 ? 1 : 0)), covariates: [dose] })
    expect(fit.converged).toBe(false)
    expect(fit.notes.map(({ kind }) => kind)).toContain('separation')
  })

  test('with equal covariates have bit-equal scores wherever they stand', () => {
    for (const link of ['logit', 'linear.logit'] as const) {
      const { distance } = fitPropensityScore({ treated: discrete.outcome, covariates: discrete.covariates }, link)
      const first = new Map<string, number>()
      for (let i = 0; i < n; i++) {
        const key = discrete.covariates.map(column => column[i]!).join()
        const score = first.get(key) ?? distance[i]!
        first.set(key, score)
        expect(distance[i]).toBe(score)
      }
      expect(first.size).toBe(27)
    }
  })
})

describe('places by contents', () => {
  const place = placeByContents(n, [discrete.outcome, ...discrete.covariates])

  test('are each given once', () => {
    expect([...place].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, k) => k))
  })

  test('begin with samples in which every cell has its share', () => {
    for (const share of [64, 8]) {
      const counts = [0, 0]
      for (let i = 0; i < n; i++) if (place[i]! < n / share) counts[discrete.outcome[i]!]! += share
      const events = discrete.outcome.reduce((sum, value) => sum + value, 0)
      // Each of the 54 cells is off by one row at the most.
      expect(Math.abs(counts[1]! - events)).toBeLessThan(54 * share)
    }
  })
})
