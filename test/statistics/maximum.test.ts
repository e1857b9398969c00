import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'
import { placeByContents } from '../../statistics/logistic/order-by-contents.js'
import { maximizeLikelihood } from '../../statistics/numeric/maximize-likelihood.js'
import { randomStream } from '../../statistics/numeric/random.js'
import type { LogisticRows } from './plain/logistic.js'
import { plainLogisticSlopes } from './plain/logistic.js'
import { plainNewton, solve } from './plain/newton.js'
import { plainPartialLikelihood } from './plain/partial-likelihood.js'
import { plainPlaces } from './plain/places-by-contents.js'

const reals = (values: readonly number[]): Float64Array => Float64Array.from(values)

// Rows whose effects are weak, so that no outcome is separated and Newton's bare steps converge; some columns have few
// values.
const drawRows = (n: number, p: number, seed: number, weighted: boolean): LogisticRows => {
  const uniform = randomStream(seed)
  const x = Array.from({ length: n }, () => [
    1,
    ...Array.from({ length: p }, (_, j) => (j % 2 === 0 ? 2 * uniform() - 1 : Math.floor(3 * uniform()))),
  ])
  const offset = x.map(() => (weighted ? uniform() - 0.5 : 0))
  return {
    x,
    offset,
    weight: x.map(() => (weighted ? 0.5 + 2 * uniform() : 1)),
    y: x.map((row, i) => (uniform() < 1 / (1 + Math.exp(0.3 - 0.5 * row[1]! - offset[i]!)) ? 1 : 0)),
  }
}

const compareLogistic = (rows: LogisticRows, p: number): void => {
  const fit = fitLogistic({
    outcome: Uint8Array.from(rows.y),
    covariates: Array.from({ length: p }, (_, j) => reals(rows.x.map(row => row[j + 1]!))),
    weights: reals(rows.weight),
    offset: reals(rows.offset),
  })
  const beta = plainNewton(p + 1, at => plainLogisticSlopes(rows, at))
  const { information } = plainLogisticSlopes(rows, beta)
  fit.terms.forEach(({ coefficient, se }, j) => {
    const unit = beta.map((_, k) => (k === j ? 1 : 0))
    const error = Math.sqrt(solve(information, unit)[j]!)
    expect(Math.abs(coefficient! - beta[j]!) / error).toBeLessThan(1e-9)
    expect(Math.abs(se! / error - 1)).toBeLessThan(1e-9)
  })
}

describe('the maximum of a logistic likelihood is that of Newton’s bare steps, to 1e-9 standard errors', () => {
  test('from 0', () => {
    fc.assert(
      fc.property(
        fc.record({ n: fc.integer({ min: 60, max: 300 }), p: fc.integer({ min: 1, max: 3 }) }),
        fc.integer(),
        fc.boolean(),
        ({ n, p }, seed, weighted) => compareLogistic(drawRows(n, p, seed, weighted), p),
      ),
      { numRuns: 60 },
    )
  })

  test.each([
    ['an eighth', 1500],
    ['a 64th and an eighth', 8200],
  ])('from coefficients of %s of the rows', (_, n) => {
    for (const weighted of [false, true]) compareLogistic(drawRows(n, 2, n, weighted), 2)
  })
})

test('the maximum of Cox’s partial likelihood is that of Newton’s bare steps, to 1e-9 standard errors', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 30, max: 70 }),
      fc.integer(),
      fc.constantFrom('efron' as const, 'breslow' as const),
      (n, seed, ties) => {
        const { x: withOne, weight, offset, y } = drawRows(n, 2, seed, true)
        const x = withOne.map(row => row.slice(1))
        const uniform = randomStream(seed + 1)
        const time = x.map(() => 1 + Math.floor(20 * uniform()))
        const fit = fitCox(
          {
            time: reals(time),
            event: Uint8Array.from(y),
            covariates: [0, 1].map(j => reals(x.map(row => row[j]!))),
            weights: reals(weight),
            offset: reals(offset),
          },
          { ties },
        )
        if (!fit.converged) return
        const rows = {
          start: time.map(() => 0),
          time,
          event: y.map(value => value === 1),
          stratum: time.map(() => 0),
          weight,
          offset,
          x,
        }
        const beta = plainNewton(2, at => plainPartialLikelihood(rows, at, ties))
        fit.terms.forEach(({ coefficient, se }, j) => {
          expect(Math.abs(coefficient! - beta[j]!) / se!).toBeLessThan(1e-9)
        })
      },
    ),
    { numRuns: 40 },
  )
})

describe('a search', () => {
  // - (b - a)^2 / 2, stretched so that the information is not 1.
  const parabola = (a: number) => {
    const [score, information] = [new Float64Array(1), new Float64Array(1)]
    const evaluate = (beta: Float64Array): number => {
      score[0] = 4 * (a - beta[0]!)
      information[0] = 4
      return -2 * (beta[0]! - a) ** 2
    }
    return { name: 'parabola', p: 1, score, information, evaluate, singular: 1e-12, vanished: 1e-15 }
  }

  test('finds the top of a parabola in one step, with its curvature and its height above the start', () => {
    const { beta, covariance, iterations, scoreStatistic, startLogLikelihood, logLikelihood } = maximizeLikelihood(
      parabola(3),
    )
    expect([beta[0], covariance[0], iterations, scoreStatistic, startLogLikelihood, logLikelihood + 0]).toEqual([
      3, 0.25, 1, 36, -18, 0,
    ])
  })
})

describe('places by contents', () => {
  test('are those of a plain sort, dealt in 64ths', () => {
    const codes = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 400 })
    fc.assert(
      fc.property(codes, fc.integer(), (outcome, seed) => {
        const uniform = randomStream(seed)
        const columns = [Uint8Array.from(outcome), reals(outcome.map(() => Math.floor(4 * uniform())))]
        expect([...placeByContents(outcome.length, columns)]).toEqual(plainPlaces(outcome.length, columns))
      }),
      { numRuns: 100 },
    )
  })
})
