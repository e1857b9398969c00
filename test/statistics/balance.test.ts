import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cobaltBalance } from '../../statistics/balance/cobalt-smd.js'
import { ecdfDifference } from '../../statistics/balance/ecdf-difference.js'
import { standardizedMeanDifference } from '../../statistics/balance/standardized-mean-difference.js'
import { tableoneCategoricalSmd, tableoneSmd } from '../../statistics/balance/tableone-smd.js'
import { varianceRatio } from '../../statistics/balance/variance-ratio.js'
import { EmptySample } from '../../statistics/errors.js'
import { codes, flags, permutation, reals, reorder, survivalSamples } from './support/samples.js'

const treated = flags(1, 1, 0, 0, 0)
const values = reals(4, 8, 1, 3, 5)

test('by hand: the treated SD divides, before and after alike', () => {
  const before = standardizedMeanDifference({ values, treated })
  expect(before).toMatchObject({ treatedMean: 6, controlMean: 3, difference: 3 })
  expect(before.smd).toBeCloseTo(3 / Math.sqrt(8), 14)
  const after = standardizedMeanDifference({ values, treated, weights: reals(1, 0, 0, 0, 1) })
  expect(after.smd).toBeCloseTo(-1 / Math.sqrt(8), 14)
})

test('a 0/1 covariate has the variance p (1 - p)', () => {
  const binary = standardizedMeanDifference({ values: reals(1, 0, 1, 0, 0), treated })
  expect(binary.binary).toBe(true)
  expect(binary.smd).toBeCloseTo((1 / 2 - 1 / 3) / 0.5, 14)
})

test('a treated arm that does not vary gives way to the pooled SD, with a note', () => {
  const result = standardizedMeanDifference({ values: reals(2, 2, 1, 3, 5), treated })
  expect(result.standardizer).toBeCloseTo(Math.sqrt(4 / 2), 14)
  expect(result.notes[0]?.kind).toBe('approximate')
  const constant = standardizedMeanDifference({ values: reals(2, 2, 1, 1, 1), treated })
  expect(constant).toMatchObject({ smd: null, notes: [{ kind: 'not-estimable' }] })
})

test('variance ratio and distribution functions by hand', () => {
  expect(varianceRatio({ values, treated })).toBeCloseTo(8 / 4, 14)
  // Steps at 1, 3, 4, 5, 8: differences 1/3, 2/3, 1/6, 1/2, 0.
  expect(ecdfDifference({ values, treated }).maximum).toBeCloseTo(2 / 3, 14)
  expect(ecdfDifference({ values, treated }).mean).toBeCloseTo((1 / 3 + 2 / 3 + 1 / 6 + 1 / 2) / 5, 14)
})

test('tableone divides by both arms’ SDs in the sample at hand', () => {
  expect(tableoneSmd({ values, treated }).smd).toBeCloseTo(3 / Math.sqrt((8 + 4) / 2), 14)
  expect(cobaltBalance({ values, treated }, 'pooled').smd).toBeCloseTo(3 / Math.sqrt((8 + 4) / 2), 14)
})

test('of two levels the categorical difference is the size of the one as a factor', () => {
  const binary = reals(1, 0, 1, 0, 0)
  const asFactor = tableoneSmd({ values: binary, treated }, { asFactor: true }).smd!
  expect(tableoneCategoricalSmd(codes(1, 0, 1, 0, 0), 2, treated).smd).toBeCloseTo(Math.abs(asFactor), 12)
})

test('an empty arm is refused by name', () => {
  expect(() => standardizedMeanDifference({ values: reals(1), treated: flags(1) })).toThrow(EmptySample)
})

test('swapping the arms turns the sign, another order of the rows changes no digit', () => {
  fc.assert(
    fc.property(survivalSamples, fc.integer(), ({ covariate, group }, seed) => {
      const arms = Uint8Array.from(group)
      const order = permutation(arms.length, seed)
      const one = standardizedMeanDifference({ values: covariate, treated: arms }, 'pooled')
      const swapped = standardizedMeanDifference({ values: covariate, treated: arms.map(arm => 1 - arm) }, 'pooled')
      expect(swapped.difference).toBeCloseTo(-one.difference, 12)
      expect(
        standardizedMeanDifference({ values: reorder(covariate, order), treated: reorder(arms, order) }, 'pooled'),
      ).toEqual(one)
    }),
  )
})
