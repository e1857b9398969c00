import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepareEqualRows } from '../../statistics/cox/equal-rows.js'
import { type CoxFit, type CoxInput, fitCox } from '../../statistics/cox/fit-cox.js'
import { coxLinearPredictor } from '../../statistics/cox/linear-predictor.js'
import { proportionalHazardsTest } from '../../statistics/cox/proportional-hazards-test.js'
import { dfbetaResiduals } from '../../statistics/cox/residuals.js'
import { type Column, realsOf } from '../../statistics/numeric/column.js'
import { permutation, reorder } from './support/samples.js'
import { relativeDistance } from './support/closeness.js'
import { rankByTable } from '../../statistics/numeric/rank-by-table.js'

interface Row {
  readonly time: number
  readonly event: boolean
  readonly level: number
  readonly dose: number
  readonly weight: number
  readonly cluster: number
}

const rows = fc
  .array(
    fc.record({
      time: fc.integer({ min: 1, max: 6 }),
      event: fc.boolean(),
      level: fc.constantFrom(0, 1),
      dose: fc.integer({ min: 0, max: 2 }),
      weight: fc.constantFrom(1, 1 / 3, 2),
      cluster: fc.integer({ min: 0, max: 12 }),
    }),
    { minLength: 40, maxLength: 90 },
  )
  .filter(all => [0, 1].every(level => all.filter(row => row.level === level && row.event).length > 5))

const choices = fc.record({
  dose: fc.boolean(),
  weights: fc.boolean(),
  clusters: fc.boolean(),
  secondClusters: fc.boolean(),
  ties: fc.constantFrom('efron', 'breslow'),
  firth: fc.boolean(),
})
type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never

const inputOf = (all: readonly Row[], chosen: Choices): CoxInput => ({
  time: Float64Array.from(all, row => row.time / 7),
  event: Uint8Array.from(all, row => Number(row.event)),
  covariates: [
    Float64Array.from(all, row => row.level),
    ...(chosen.dose ? [Float64Array.from(all, row => row.dose / 3)] : []),
  ],
  ...(chosen.weights ? { weights: Float64Array.from(all, row => row.weight) } : {}),
  ...(chosen.clusters ? { clusters: Int32Array.from(all, row => row.cluster) } : {}),
  ...(chosen.clusters && chosen.secondClusters
    ? { secondClusters: Int32Array.from(all, row => (row.cluster * 5) % 7) }
    : {}),
})

// A value that no row has stands among the distinct ones.
const ranked = (column: Column): Column => {
  const { distinct, rank } = rankByTable(realsOf(column))!
  return { distinct: Float64Array.of(-99, ...distinct), rank: rank.map(place => place + 1) }
}

const rankedInput = (input: CoxInput): CoxInput => ({
  ...input,
  time: ranked(input.time),
  covariates: input.covariates.map(ranked),
})

const close = (found: number | null | undefined, expected: number | null | undefined, size = 1): void => {
  if (typeof found !== 'number' || typeof expected !== 'number') expect(found).toBe(expected)
  else expect(relativeDistance(found, expected, Math.max(size, Math.abs(expected)))).toBeLessThan(1e-9)
}

const closeFits = (found: CoxFit, expected: CoxFit): void => {
  expect([found.n, found.events, found.notes]).toEqual([expected.n, expected.events, expected.notes])
  found.terms.forEach((term, j) => {
    close(term.coefficient, expected.terms[j]?.coefficient)
    close(term.se, expected.terms[j]?.se)
    close(term.naive?.se, expected.terms[j]?.naive?.se)
  })
  close(found.logLikelihood.null, expected.logLikelihood.null)
  close(found.logLikelihood.fitted, expected.logLikelihood.fitted)
  for (const name of ['likelihoodRatio', 'wald', 'score', 'robustScore'] as const)
    close(found[name]?.statistic, expected[name]?.statistic)
}

describe('a Cox model of ranked columns', () => {
  test('is that of its rows one by one', () => {
    fc.assert(
      fc.property(rows, choices, (all, chosen) => {
        const input = inputOf(all, chosen)
        const counted = rankedInput(input)
        const options = { ties: chosen.ties, firth: chosen.firth } as const
        const [found, expected] = [fitCox(counted, options), fitCox(input, options)]
        closeFits(found, expected)
        coxLinearPredictor(counted, found).forEach((value, row) => {
          close(value, coxLinearPredictor(input, expected)[row])
        })
        if (chosen.firth || expected.notes.length > 0) return
        for (const transform of ['km', 'identity', 'rank', 'log'] as const) {
          const test = proportionalHazardsTest(counted, found, transform)
          close(test.global.statistic, proportionalHazardsTest(input, expected, transform).global.statistic)
        }
      }),
    )
  })

  test('counts equal rows once, but not where residuals are asked of single rows', () => {
    const all = Array.from({ length: 200 }, (_, k) => ({
      time: 1 + (k % 4),
      event: k % 3 === 0,
      level: (k * 7) % 10 < 5 ? 1 : 0,
      dose: 0,
      weight: 1,
      cluster: k,
    }))
    const input = inputOf(all, {
      dose: false,
      weights: false,
      clusters: false,
      secondClusters: false,
      ties: 'efron',
      firth: false,
    })
    const counted = rankedInput(input)
    expect(prepareEqualRows(counted).n).toBeLessThan(20)
    expect(prepareEqualRows(input).n).toBe(200)
    const residuals = dfbetaResiduals(counted, fitCox(counted))
    dfbetaResiduals(input, fitCox(input)).forEach((value, row) => {
      close(residuals[row], value)
    })
    const robust = fitCox(counted, { robust: true })
    closeFits(robust, fitCox(input, { robust: true }))
  })

  test('does not depend on the order of its rows', () => {
    fc.assert(
      fc.property(rows, choices, fc.integer(), (all, chosen, seed) => {
        const input = inputOf(all, chosen)
        const places = permutation(all.length, seed)
        const reordered: CoxInput = {
          ...input,
          time: reorder(realsOf(input.time), places),
          event: reorder(input.event, places),
          covariates: input.covariates.map(column => reorder(realsOf(column), places)),
          ...(input.weights === undefined ? {} : { weights: reorder(input.weights, places) }),
          ...(input.clusters === undefined ? {} : { clusters: reorder(input.clusters, places) }),
          ...(input.secondClusters === undefined ? {} : { secondClusters: reorder(input.secondClusters, places) }),
        }
        const options = { ties: chosen.ties } as const
        expect(fitCox(rankedInput(reordered), options)).toEqual(fitCox(rankedInput(input), options))
      }),
    )
  })
})
