import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepareCox } from '../../statistics/cox/cox-data.js'
import { allocatePartialLikelihood, evaluatePartialLikelihood } from '../../statistics/cox/partial-likelihood.js'
import type { CoxRows, PlainLikelihood } from './plain/partial-likelihood.js'
import { plainPartialLikelihood } from './plain/partial-likelihood.js'
import { relativeDistance } from './support/closeness.js'

type Ties = 'efron' | 'breslow'

const codes = (values: readonly number[]): Int32Array => Int32Array.from(values)
const reals = (values: readonly number[]): Float64Array => Float64Array.from(values)

// The coefficients are those of the covariates as they are: the model's own are multiplied by the scale.
const fast = (rows: CoxRows, beta: readonly number[], ties: Ties, entersLate: boolean): PlainLikelihood => {
  const data = prepareCox({
    time: reals(rows.time),
    event: Uint8Array.from(rows.event, event => (event ? 1 : 0)),
    covariates: beta.map((_, j) => reals(rows.x.map(cells => cells[j]!))),
    strata: codes(rows.stratum),
    weights: reals(rows.weight),
    offset: reals(rows.offset),
    ...(entersLate ? { start: reals(rows.start) } : {}),
  })
  const into = allocatePartialLikelihood(data)
  evaluatePartialLikelihood(
    data,
    ties,
    Float64Array.from(beta, (value, j) => value * data.scale[j]!),
    into,
  )
  const { p } = data
  return {
    logLikelihood: into.logLikelihood,
    score: [...into.score],
    information: Array.from({ length: p }, (_, j) => [...into.information.subarray(j * p, (j + 1) * p)]),
  }
}

// The plain likelihood of the covariates as the model has them, centred and scaled: its log likelihood does not change.
const standardized = (rows: CoxRows, p: number): { readonly rows: CoxRows; readonly scale: readonly number[] } => {
  const n = rows.time.length
  const terms = Array.from({ length: p }, (_, j) => j)
  const mean = terms.map(j => rows.x.reduce((sum, cells) => sum + cells[j]!, 0) / n)
  const scale = terms.map(j => Math.sqrt(rows.x.reduce((sum, cells) => sum + (cells[j]! - mean[j]!) ** 2, 0) / n))
  const z = (value: number, j: number): number => (scale[j] === 0 ? 0 : (value - mean[j]!) / scale[j]!)
  return { rows: { ...rows, x: rows.x.map(cells => cells.slice(0, p).map(z)) }, scale: scale.map(value => value || 1) }
}

// To 1e-10 of the weights, times the largest covariates squared: what rounding leaves of differences of such sums.
const compare = (rows: CoxRows, beta: readonly number[], ties: Ties, entersLate: boolean): void => {
  const found = fast(rows, beta, ties, entersLate)
  const own = standardized(entersLate ? rows : { ...rows, start: rows.time.map(() => -Infinity) }, beta.length)
  const plain = plainPartialLikelihood(
    own.rows,
    beta.map((value, j) => value * own.scale[j]!),
    ties,
  )
  const largest = Math.max(1, ...own.rows.x.flat().map(Math.abs))
  const size = largest ** 2 * rows.weight.reduce((sum, weight) => sum + weight, 0)
  // Centring the covariates moves every linear predictor by as much, which the log likelihood does not notice.
  expect(relativeDistance(found.logLikelihood, plain.logLikelihood, 10 * size)).toBeLessThan(1e-10)
  beta.forEach((_, j) => {
    expect(relativeDistance(found.score[j]!, plain.score[j]!, size)).toBeLessThan(1e-10)
    beta.forEach((__, l) => {
      expect(relativeDistance(found.information[j]![l]!, plain.information[j]![l]!, size)).toBeLessThan(1e-10)
    })
  })
}

// Few distinct times, so that events are tied with each other and with censorings.
const samples = fc.record({
  rows: fc
    .array(
      fc.record({
        start: fc.integer({ min: 0, max: 5 }),
        length: fc.integer({ min: 1, max: 6 }),
        event: fc.boolean(),
        stratum: fc.integer({ min: 0, max: 1 }),
        weight: fc.constantFrom(1, 1, 0.5, 3),
        offset: fc.constantFrom(0, 0, 1, -2),
        x: fc.array(fc.constantFrom(0, 1, 1, 2.5, -3), { minLength: 4, maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((own): CoxRows => ({
      start: own.map(row => row.start),
      time: own.map(row => row.start + row.length),
      event: own.map(row => row.event),
      stratum: own.map(row => row.stratum),
      weight: own.map(row => row.weight),
      offset: own.map(row => row.offset),
      x: own.map(row => row.x),
    })),
  beta: fc.array(fc.constantFrom(0, 0.3, -0.7, 1), { minLength: 0, maxLength: 4 }),
  ties: fc.constantFrom<Ties>('efron', 'breslow'),
  entersLate: fc.boolean(),
})

const rowsOf = (time: readonly number[], event: readonly boolean[], x: readonly number[]): CoxRows => ({
  start: time.map(() => 0),
  time,
  event,
  stratum: time.map(() => 0),
  weight: time.map(() => 1),
  offset: time.map(() => 0),
  x: x.map(value => [value]),
})

describe('Cox’s partial likelihood, its gradient and its information', () => {
  test('are those of the definition, with ties, weights, strata, offsets and delayed entry', () => {
    fc.assert(
      fc.property(samples, ({ rows, beta, ties, entersLate }) => compare(rows, beta, ties, entersLate)),
      { numRuns: 300 },
    )
  })

  test('one row, all censored, all tied', () => {
    for (const ties of ['efron', 'breslow'] as const) {
      compare(rowsOf([2], [true], [5]), [0.4], ties, false)
      compare(rowsOf([1, 2, 3], [false, false, false], [1, 0, 4]), [0.4], ties, false)
      compare(rowsOf([2, 2, 2, 2], [true, true, true, true], [1, 0, 4, -1]), [0.4], ties, false)
    }
  })

  test('by hand at 0: two of three events tied, log likelihood - log (3 * 2) by Efron and - log (3 * 3) by Breslow', () => {
    const rows = rowsOf([1, 1, 2], [true, true, true], [0, 1, 1])
    expect(fast(rows, [0], 'efron', false).logLikelihood).toBeCloseTo(-Math.log(6), 14)
    expect(fast(rows, [0], 'breslow', false).logLikelihood).toBeCloseTo(-Math.log(9), 14)
  })

  test('several hundred tied events in one stratum keep their digits', () => {
    const n = 400
    const of = (value: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => value(i))
    const rows = rowsOf(
      of(i => 1 + (i % 3)),
      of(i => i % 4).map(code => code > 0),
      of(i => (i * 37) % 11),
    )
    compare(rows, [0.2], 'efron', false)
  })
})
