import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aalenJohansen, incidenceAt } from '../../statistics/competing/aalen-johansen.js'
import { fitFineGray } from '../../statistics/competing/fit-fine-gray.js'
import { grayTest } from '../../statistics/competing/gray-test.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { EmptySample, InvalidInput } from '../../statistics/errors.js'
import { kaplanMeier } from '../../statistics/survival/kaplan-meier.js'
import { codes, permutation, reals, reorder, survivalSamples } from './support/samples.js'

const input = { time: reals(4, 1, 3, 2), cause: codes(1, 1, 0, 2) }

test('by hand: 1/4, then 3/4 * 1/3 of the other cause, then all who are left', () => {
  const { causes, eventFree } = aalenJohansen(input)
  expect(causes.map(({ cause }) => cause)).toEqual([1, 2])
  expect([...causes[0]!.incidence]).toEqual([0.25, 0.25, 0.75])
  expect([...causes[1]!.incidence]).toEqual([0, 0.25, 0.25])
  expect([...eventFree]).toEqual([0.75, 0.5, 0])
})

test('an incidence beyond the last time is marked, before the first event it is 0', () => {
  const [curve] = aalenJohansen(input).causes
  expect(incidenceAt(curve!, 9)).toMatchObject({ incidence: 0.75, beyondFollowUp: true })
  expect(incidenceAt(curve!, 0.5)).toMatchObject({ incidence: 0, se: 0, beyondFollowUp: false })
})

const causesFor = (sample: { event: Uint8Array; covariate: Float64Array }): Int32Array =>
  Int32Array.from(sample.event, (event, i) => (event === 0 ? 0 : sample.covariate[i]! > 0 ? 2 : 1))

test('incidences and event-free survival sum to 1; one cause alone is 1 - Kaplan and Meier', () => {
  fc.assert(
    fc.property(survivalSamples, sample => {
      const { time, causes, eventFree } = aalenJohansen({ time: sample.time, cause: causesFor(sample) })
      time.forEach((_, i) => {
        expect(causes.reduce((sum, { incidence }) => sum + incidence[i]!, eventFree[i]!)).toBeCloseTo(1, 12)
      })
      const alone = aalenJohansen({ time: sample.time, cause: Int32Array.from(sample.event) }).causes[0]!
      const curve = kaplanMeier(sample)
      alone.time.forEach((t, i) => {
        const at = curve.time.indexOf(t)
        expect(alone.incidence[i]).toBeCloseTo(1 - curve.survival[at]!, 12)
        if (curve.survival[at]! > 0) expect(alone.seJackknife[i]).toBeCloseTo(curve.seSurvival[at]!, 10)
      })
    }),
  )
})

test('without a competing event Fine and Gray’s model is Cox’s with Breslow ties', () => {
  fc.assert(
    fc.property(survivalSamples, sample => {
      const covariates = [Float64Array.from(sample.group), sample.covariate]
      const cox = fitCox({ ...sample, covariates }, { ties: 'breslow' })
      if (!cox.converged) return
      const fit = fitFineGray({ time: sample.time, cause: Int32Array.from(sample.event), covariates }, 1)
      expect(fit.terms[0]?.coefficient).toBeCloseTo(cox.terms[0]!.coefficient!, 8)
    }),
  )
})

test('rows in another order give the same incidence, test and model, bit for bit', () => {
  fc.assert(
    fc.property(survivalSamples, fc.integer(), (sample, seed) => {
      const order = permutation(sample.time.length, seed)
      const cause = causesFor(sample)
      const one = { time: sample.time, cause, group: sample.group, covariates: [sample.covariate] }
      const other = {
        time: reorder(one.time, order),
        cause: reorder(cause, order),
        group: reorder(one.group, order),
        covariates: [reorder(sample.covariate, order)],
      }
      expect(aalenJohansen(other)).toEqual(aalenJohansen(one))
      expect(grayTest(other, 1)).toEqual(grayTest(one, 1))
      expect(fitFineGray(other, 1)).toEqual(fitFineGray(one, 1))
    }),
  )
})

test('no event of the cause, one group, no subject and a cause below 0', () => {
  const rows = { time: reals(1, 2, 3), cause: codes(2, 0, 2) }
  expect(fitFineGray({ ...rows, covariates: [reals(0, 1, 0)] }, 1).notes[0]?.kind).toBe('not-estimable')
  expect(grayTest({ ...rows, group: codes(0, 0, 0) }, 2)).toMatchObject({ statistic: null, df: 0 })
  expect(() => aalenJohansen({ time: reals(), cause: codes() })).toThrow(EmptySample)
  expect(() => aalenJohansen({ time: reals(1), cause: codes(-1) })).toThrow(InvalidInput)
})
