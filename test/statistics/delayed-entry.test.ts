import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { realsOf } from '../../statistics/numeric/column.js'
import type { RowsOfCox } from './support/columns.js'
import { prepareCox } from '../../statistics/cox/cox-data.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { allocatePartialLikelihood, evaluatePartialLikelihood } from '../../statistics/cox/partial-likelihood.js'
import { proportionalHazardsTest } from '../../statistics/cox/proportional-hazards-test.js'
import { dfbetaResiduals } from '../../statistics/cox/residuals.js'
import { takeRows } from '../../statistics/cox/select-rows.js'
import { randomStream } from '../../statistics/numeric/random.js'
import { RunningSums } from '../../statistics/numeric/running-sums.js'
import { plainPartialLikelihood } from './plain/partial-likelihood.js'

const N = 40

/** Rows that are at risk in (0, 30] or in (70, 100], with tied times, and one alone in between, before or after. */
const withLoneRow = (seed: number, at: 'first' | 'between' | 'last', offset: number): RowsOfCox => {
  const random = randomStream(seed)
  const alone = { first: [-20, -10], between: [40, 60], last: [110, 120] }[at] as [number, number]
  const rows = Array.from({ length: N }, (_, row) => {
    const late = row % 2 === 1 ? 70 : 0
    const start = late + Math.floor(10 * random())
    return { start, time: start + 1 + Math.floor(18 * random()), event: random() < 0.7, arm: random() < 0.5 }
  })
  const column = (of: (row: (typeof rows)[number]) => number, last: number) =>
    Float64Array.from([...rows.map(of), last])
  return {
    start: column(row => row.start, alone[0]),
    time: column(row => row.time, alone[1]),
    event: Uint8Array.from([...rows.map(row => (row.event ? 1 : 0)), 1]),
    covariates: [column(row => (row.arm ? 1 : 0), 1), column(() => 40 + 30 * random(), 66)],
    terms: ['arm', 'age'],
    offset: column(() => random(), offset),
    clusters: Int32Array.from({ length: N + 1 }, (_, row) => (row === N ? 99 : row % 15)),
  }
}

const near = (found: number | null | undefined, expected: number | null | undefined, digits = 1e-10) => {
  if (typeof expected !== 'number') throw new Error('nothing to compare with')
  expect(Math.abs((found ?? NaN) - expected)).toBeLessThanOrEqual(digits * Math.max(Math.abs(expected), 1e-3))
}

const places = ['first', 'between', 'last'] as const
const offsets = [10, 20, 25, 30, 33, 60]
const cases = places.flatMap(place => offsets.map(offset => [place, offset] as const))
const without = (input: RowsOfCox) =>
  takeRows(
    input,
    Array.from({ length: N }, (_, row) => row),
  )

describe('a row of great risk, alone in its risk set, changes nothing', () => {
  for (const ties of ['efron', 'breslow'] as const)
    test.each(cases)(`alone %s, offset %d, ${ties}`, (place, offset) => {
      const input = withLoneRow(5, place, offset)
      const found = fitCox(input, { ties })
      const expected = fitCox(without(input), { ties })
      expect(found.notes.map(({ kind }) => kind)).toEqual(expected.notes.map(({ kind }) => kind))
      found.terms.forEach((term, j) => {
        near(term.coefficient, expected.terms[j]?.coefficient)
        near(term.naive?.se, expected.terms[j]?.naive?.se)
      })
      near(found.logLikelihood.fitted, expected.logLikelihood.fitted)
      near(found.likelihoodRatio?.statistic, expected.likelihoodRatio?.statistic)
      near(found.score?.statistic, expected.score?.statistic)
    })

  test.each(cases)('alone %s, offset %d: robust errors, residuals and proportional hazards', (place, offset) => {
    const input = withLoneRow(7, place, offset)
    const found = fitCox(input)
    const expected = fitCox(without(input))
    // The lone row's residual is 0: the sandwich has 16 clusters where it had 15, and no correction for their number.
    found.terms.forEach((term, j) => near(term.se, expected.terms[j]?.se))
    dfbetaResiduals(input, found).forEach((value, at) => {
      expect(value).toBeCloseTo(at < 2 * N ? dfbetaResiduals(without(input), expected)[at]! : 0, 12)
    })
    // g(t) is centred at its mean over the events, to which the lone row's adds: a slope and a shift change no test.
    const test = proportionalHazardsTest(input, found, 'identity')
    const reference = proportionalHazardsTest(without(input), expected, 'identity')
    near(test.global.statistic, reference.global.statistic)
    test.terms.forEach((term, j) => near(term.test.statistic, reference.terms[j]?.test.statistic))
  })

  test.each(cases)('alone %s, offset %d: Firth’s penalty', (place, offset) => {
    const input = withLoneRow(9, place, offset)
    const found = fitCox(input, { firth: true, robust: false })
    const expected = fitCox(without(input), { firth: true, robust: false })
    found.terms.forEach((term, j) => near(term.coefficient, expected.terms[j]?.coefficient, 1e-9))
  })
})

test('several of great risk, alike but for it, leave no trace when all have gone', () => {
  const input = withLoneRow(11, 'last', 80)
  const two = takeRows(input, [...input.time.keys(), N])
  // The second one enters later, and its risk is no power of two of the first one's.
  const [start, time, offset] = [two.start, two.time, two.offset].map(column =>
    Float64Array.from(column === undefined ? [] : realsOf(column)),
  )
  if (start === undefined || time === undefined || offset === undefined) throw new Error('no delayed entry')
  start[N + 1] = 112.5
  time[N + 1] = 121
  offset[N + 1] = 77.3
  const found = fitCox({ ...two, start, time, offset }, { robust: false })
  const expected = fitCox(without(input), { robust: false })
  found.terms.forEach((term, j) => {
    near(term.coefficient, expected.terms[j]?.coefficient)
    near(term.se, expected.terms[j]?.se)
  })
})

describe('among others at risk', () => {
  test('the likelihood and its slope are those of sums by risk set, whatever risk came and went', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 33 }),
        fc.constantFrom('efron' as const, 'breslow' as const),
        (seed, greatest, ties) => {
          const random = randomStream(seed)
          const column = (of: () => number) => Float64Array.from({ length: 30 }, of)
          const start = column(() => Math.floor(20 * random()))
          const input = {
            start,
            time: start.map(from => from + 1 + Math.floor(6 * random())),
            event: Uint8Array.from(start, () => (random() < 0.7 ? 1 : 0)),
            strata: Int32Array.from(start, () => (random() < 0.2 ? 1 : 0)),
            covariates: [column(() => (random() < 0.5 ? 0 : 1)), column(random)],
            offset: column(() => (random() < 0.2 ? greatest : 0)),
          }
          const data = prepareCox(input)
          const at = allocatePartialLikelihood(data)
          const beta = [0.4, -0.7]
          evaluatePartialLikelihood(
            data,
            ties,
            Float64Array.from(beta, (value, j) => value * data.scale[j]!),
            at,
          )
          const rows = {
            start: [...input.start],
            time: [...input.time],
            event: Array.from(input.event, event => event === 1),
            stratum: [...input.strata],
            weight: Array.from(start, () => 1),
            offset: [...input.offset],
            x: Array.from(start, (_, row) => input.covariates.map(column => column[row]!)),
          }
          const expected = plainPartialLikelihood(rows, beta, ties)
          // Centred covariates differ by a constant that every risk set shares.
          expect(at.logLikelihood).toBeCloseTo(expected.logLikelihood, 9)
          expected.score.forEach((value, j) => expect(at.score[j]! * data.scale[j]!).toBeCloseTo(value, 9))
        },
      ),
      { numRuns: 100 },
    )
  })
})

test('a running sum keeps the digits of small values while a great one comes and goes', () => {
  const kept = new RunningSums(1, true)
  const marks = new Float64Array(2)
  for (const value of [0.1, 1e17, 0.2, -1e17]) kept.add(0, value)
  expect(kept.value(0)).toBeCloseTo(0.3, 15)
  kept.add(0, 1e16)
  kept.mark(marks, 0)
  kept.add(0, 0.7)
  expect(kept.since(0, marks, 0)).toBeCloseTo(0.7, 15)
  kept.clear()
  expect(kept.value(0)).toBe(0)
})
