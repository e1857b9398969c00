import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aalenJohansen, incidenceAt } from '../../statistics/competing/aalen-johansen.js'
import { fitFineGray } from '../../statistics/competing/fit-fine-gray.js'
import { grayTest } from '../../statistics/competing/gray-test.js'
import { InvalidInput } from '../../statistics/errors.js'
import { codes, reals, survivalSamples } from './support/samples.js'

describe('Aalen and Johansen', () => {
  test('without censoring an incidence is a proportion, and its jackknife error sqrt(F (1 - F) / n)', () => {
    const cause = codes(1, 2, 1, 1, 2, 2, 1, 2)
    const curve = aalenJohansen({ time: reals(1, 2, 3, 4, 5, 6, 7, 8), cause }).causes[0]!
    const events = [1, 1, 2, 3, 3, 3, 4, 4]
    curve.incidence.forEach((share, i) => {
      expect(share).toBeCloseTo(events[i]! / 8, 14)
      expect(curve.seJackknife[i]).toBeCloseTo(Math.sqrt((share * (1 - share)) / 8), 14)
    })
  })

  test('Aalen’s error at the first of n is 1 / n', () => {
    const [curve] = aalenJohansen({ time: reals(1, 2, 3, 4), cause: codes(1, 0, 2, 1) }).causes
    expect(curve!.seAalen[0]).toBeCloseTo(1 / 4, 15)
  })

  test('where all have had the event the error is 0, not what rounding leaves', () => {
    const n = 41
    const time = Float64Array.from({ length: n }, (_, i) => 1 + (i % 7))
    const [curve] = aalenJohansen({ time, cause: new Int32Array(n).fill(1) }).causes
    expect(curve!.incidence.at(-1)).toBeCloseTo(1, 14)
    expect(curve!.seJackknife.at(-1)).toBe(0)
  })

  test('one subject: an incidence of 1, without limits of its own', () => {
    const [curve] = aalenJohansen({ time: reals(3), cause: codes(1) }).causes
    expect(incidenceAt(curve!, 3)).toMatchObject({ incidence: 1, lower: 1, upper: 1 })
    expect(() => incidenceAt(curve!, NaN)).toThrow(InvalidInput)
  })

  test('all censored: no cause, no step', () => {
    expect(aalenJohansen({ time: reals(1, 2), cause: codes(0, 0) })).toMatchObject({ causes: [], time: reals() })
  })
})

describe('Gray', () => {
  test('two arms with the same rows: statistic 0, P 1', () => {
    fc.assert(
      fc.property(survivalSamples, sample => {
        const cause = Int32Array.from(sample.event, (event, i) => (event === 0 ? 0 : sample.covariate[i]! > 2 ? 2 : 1))
        const twice = {
          time: Float64Array.from([...sample.time, ...sample.time]),
          cause: Int32Array.from([...cause, ...cause]),
          group: Int32Array.from([...cause.map(() => 0), ...cause.map(() => 1)]),
        }
        const { statistic, p, notes } = grayTest(twice, 1)
        if (statistic === null) expect(notes).toHaveLength(1)
        else {
          expect(statistic).toBeCloseTo(0, 12)
          expect(p).toBeCloseTo(1, 5)
        }
      }),
    )
  })

  test('only the order of times and the split into arms matter', () => {
    fc.assert(
      fc.property(survivalSamples, sample => {
        const cause = Int32Array.from(sample.event, (event, i) => (event === 0 ? 0 : sample.covariate[i]! > 2 ? 2 : 1))
        const one = { time: sample.time, cause, group: sample.group }
        const other = { time: sample.time.map(t => t ** 3), cause, group: sample.group.map(arm => 1 - arm) }
        const [a, b] = [grayTest(one, 1), grayTest(other, 1)]
        if (a.statistic === null) expect(b.statistic).toBeNull()
        else expect(b.statistic).toBeCloseTo(a.statistic, 9)
      }),
    )
  })

  test('a cause that is none and strata of another length are refused', () => {
    const rows = { time: reals(1, 2, 3, 4), cause: codes(1, 1, 2, 0), group: codes(0, 1, 0, 1) }
    expect(() => grayTest(rows, 0)).toThrow(InvalidInput)
    expect(() => grayTest({ ...rows, strata: codes(1) }, 1)).toThrow(InvalidInput)
    expect(() => grayTest(rows, 1, { rho: NaN })).toThrow(InvalidInput)
  })
})

describe('Fine and Gray', () => {
  test('by hand: who had the other event stays at risk, so the ratio is 1 / sqrt(6)', () => {
    // At 2 the risk is 1 + 3r and a treated has the event, at 3 it is 1 + 2r and the control has it, at 4 two treated
    // are left: the likelihood r / ((1 + 3r) (1 + 2r)) / 2 is largest where 6 r^2 = 1.
    const input = { time: reals(1, 2, 3, 4), cause: codes(2, 1, 1, 1), covariates: [reals(1, 1, 0, 1)] }
    const fit = fitFineGray(input, 1)
    expect(fit.terms[0]?.hazardRatio).toBeCloseTo(1 / Math.sqrt(6), 10)
    const r = 1 / Math.sqrt(6)
    expect(fit.logLikelihood.fitted).toBeCloseTo(Math.log(r / ((1 + 3 * r) * (1 + 2 * r)) / 2), 10)
    expect(fit.logLikelihood.null).toBeCloseTo(-Math.log(4 * 3 * 2), 12)
  })

  test('a covariate with one level is aliased, one that separates may be infinite', () => {
    const rows = { time: reals(1, 2, 3, 4, 5, 6), cause: codes(1, 2, 1, 1, 2, 0) }
    const level = fitFineGray({ ...rows, covariates: [reals(7, 7, 7, 7, 7, 7)] }, 1)
    expect(level).toMatchObject({ terms: [{ coefficient: null }], notes: [{ kind: 'aliased' }] })
    const apart = fitFineGray({ ...rows, covariates: [reals(1, 0, 1, 1, 0, 0)] }, 1)
    expect(apart.notes.map(({ kind }) => kind)).toContain('may-be-infinite')
  })

  test('a covariate that is one number among all at risk of an event is aliased, whatever rounding leaves of it', () => {
    const rows = { time: reals(1, 2, 5, 2, 1e300), cause: codes(0, 2, 0, 2, 1) }
    const fit = fitFineGray({ ...rows, covariates: [reals(1, -3, 0, -3, -3)] }, 1)
    expect(fit).toMatchObject({ terms: [{ coefficient: null, z: null }], notes: [{ kind: 'aliased' }] })
  })

  test('a robust error of 0 tests nothing, and is named', () => {
    const rows = { time: reals(1, 1, 1, 2, 0), cause: codes(2, 2, 2, 0, 0) }
    const fit = fitFineGray({ ...rows, covariates: [reals(-3, -3, 1, 1, 1), reals(1e9, 2, 2, 2, -3)] }, 2)
    expect(fit.terms[1]).toMatchObject({ se: null, z: null, p: null })
    expect(fit.notes).toMatchObject([{ kind: 'not-estimable', terms: ['x2'] }])
  })

  test('a ratio beyond what a number can hold says so', () => {
    const rows = { time: reals(1, 2, 3, 4, 5, 6, 7), cause: codes(1, 1, 2, 1, 1, 0, 1) }
    const fit = fitFineGray({ ...rows, covariates: [reals(3, 1, 2, 1, 2, 1, 2).map(x => x * 1e-9)] }, 1)
    expect(fit.notes.map(({ kind }) => kind)).toEqual(['boundary'])
  })
})
