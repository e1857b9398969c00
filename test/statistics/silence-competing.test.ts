import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aalenJohansen, incidenceAt } from '../../statistics/competing/aalen-johansen.js'
import { fitFineGray } from '../../statistics/competing/fit-fine-gray.js'
import { grayTest } from '../../statistics/competing/gray-test.js'
import { awkward, silentFlaw } from './support/silence.js'

const times = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 1, 1, 2, 2, 3, 5, 0.1, 1e-300, 1e300) },
  { weight: 1, arbitrary: fc.constantFrom(-1, NaN, Infinity) },
)
const covariates = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 1, 1, 2, -3) },
  { weight: 1, arbitrary: fc.constantFrom(1e9, 1e-9, 1e300, NaN, Infinity) },
)

// Rows that are mostly whole, of few causes, arms and covariate values, now and then with columns of other lengths.
const rows = fc
  .record({
    rows: fc.array(
      fc.record({
        time: times,
        cause: fc.integer({ min: 0, max: 2 }),
        group: fc.integer({ min: 0, max: 2 }),
        x: covariates,
        z: covariates,
      }),
      { maxLength: 9 },
    ),
    short: fc.constantFrom(0, 0, 0, 0, 0, 1),
  })
  .map(({ rows: own, short }) => ({
    time: Float64Array.from(own, ({ time }) => time),
    cause: Int32Array.from(own.slice(short), ({ cause }) => cause),
    group: Int32Array.from(own.slice(short), ({ group }) => group),
    strata: Int32Array.from(own.slice(short), ({ x }) => (x > 0 ? 1 : 0)),
    covariates: [Float64Array.from(own, ({ x }) => x), Float64Array.from(own.slice(short), ({ z }) => z)],
  }))

const causes = fc.constantFrom(0, 1, 2, 3, -1, NaN)
const confidences = fc.constantFrom(0.95, 0.5, 1e-9, 1 - 1e-12, 0, 1, NaN)
const RUNS = { numRuns: 500 }

describe('no method of competing risks says NaN or infinity in silence', () => {
  test('Aalen and Johansen', () => {
    fc.assert(
      fc.property(rows, awkward, confidences, (input, time, confidence) => {
        expect(silentFlaw(() => aalenJohansen(input))).toBeNull()
        const incidences = (): unknown =>
          aalenJohansen(input).causes.map(curve => incidenceAt(curve, time, 'aalen', confidence))
        expect(silentFlaw(incidences)).toBeNull()
      }),
      RUNS,
    )
  })

  test('Gray', () => {
    fc.assert(
      fc.property(rows, causes, fc.boolean(), fc.constantFrom(0, 1, -1, NaN), (input, cause, stratified, rho) => {
        const { strata, ...plain } = input
        expect(silentFlaw(() => grayTest(stratified ? { ...plain, strata } : plain, cause, { rho }))).toBeNull()
      }),
      RUNS,
    )
  })

  test('Fine and Gray', () => {
    fc.assert(
      fc.property(rows, causes, confidences, fc.integer({ min: 0, max: 2 }), (input, cause, confidence, terms) => {
        const model = { ...input, covariates: input.covariates.slice(0, terms) }
        expect(silentFlaw(() => fitFineGray(model, cause, { confidence }))).toBeNull()
      }),
      RUNS,
    )
  })
})
