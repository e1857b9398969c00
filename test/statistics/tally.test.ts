import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standardizedMeanDifference } from '../../statistics/balance/standardized-mean-difference.js'
import { ecdfDifference } from '../../statistics/balance/ecdf-difference.js'
import { varianceRatio } from '../../statistics/balance/variance-ratio.js'
import { describe as describeSample, meanDifference } from '../../statistics/description/describe.js'
import { type Tally, tallyOf } from '../../statistics/description/tally.js'
import { mannWhitney } from '../../statistics/groups/mann-whitney.js'
import { studentT } from '../../statistics/groups/student-t-test.js'
import { welchT } from '../../statistics/groups/welch-t-test.js'
import { mean, standardDeviation } from '../../statistics/description/moments.js'
import { relativeDistance } from './support/closeness.js'

const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 0, max: 400 }).map(tenths => tenths / 10),
  fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
)
const samples = fc.array(value, { minLength: 3, maxLength: 60 })

const oneByOne = ({ values, counts }: Tally): readonly number[] =>
  [...values].flatMap((each, place) => Array.from({ length: counts[place]! }, () => each))

describe('a tally', () => {
  test('holds each value once, ascending, as often as it is there', () => {
    fc.assert(
      fc.property(samples, sample => {
        const tally = tallyOf(sample)
        expect(oneByOne(tally)).toEqual(sample.map(each => each + 0).sort((a, b) => a - b))
        expect(new Set(tally.values).size).toBe(tally.values.length)
      }),
    )
  })

  test('so do more different values than a table holds', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => Math.sin(n % 12_000))
    const tally = tallyOf(many)
    expect(oneByOne(tally)).toEqual([...many].sort((a, b) => a - b))
    expect(tally.values.length).toBe(12_000)
  })

  test('gives each number that its values give one by one, to the last digit', () => {
    fc.assert(
      fc.property(samples, samples, (one, other) => {
        const [first, second] = [tallyOf(one), tallyOf(other)]
        expect(mean(first)).toBe(mean(one))
        expect(standardDeviation(first)).toBe(standardDeviation(one))
        expect(meanDifference(first, second)).toBe(meanDifference(one, other))
        expect(describeSample(first)).toEqual(describeSample(one))
        expect(studentT(first, second)).toEqual(studentT(one, other))
        expect(welchT(first, second)).toEqual(welchT(one, other))
        expect(mannWhitney(first, second)).toEqual(mannWhitney(one, other))
      }),
    )
  })

  test('of a million values of one third has their mean', () => {
    expect(mean({ values: Float64Array.of(1 / 3, 1e6), counts: Uint32Array.of(1_000_003, 1) })).toBe(
      mean([...Array.from({ length: 1_000_003 }, () => 1 / 3), 1e6]),
    )
  })
})

test('rows that are counted balance as the same rows one by one', () => {
  const row = fc.record({
    value: fc.oneof(value, fc.constantFrom(0, 1)),
    treated: fc.boolean(),
    weight: fc.constantFrom(0, 1, 1 / 3, 0.5),
    copies: fc.integer({ min: 1, max: 5 }),
  })
  const rowsOfBothArms = fc
    .array(row, { minLength: 4, maxLength: 30 })
    .filter(rows => [true, false].every(arm => rows.some(({ treated, weight }) => treated === arm && weight > 0)))
  fc.assert(
    fc.property(rowsOfBothArms, fc.boolean(), (rows, weighted) => {
      const input = (all: typeof rows) => ({
        values: Float64Array.from(all, each => each.value),
        treated: Uint8Array.from(all, each => Number(each.treated)),
        ...(weighted ? { weights: Float64Array.from(all, each => each.weight) } : {}),
      })
      const all = input(rows.flatMap(each => Array.from({ length: each.copies }, () => each)))
      const counted = { ...input(rows), copies: Uint32Array.from(rows, each => each.copies) }
      expect(standardizedMeanDifference(counted)).toEqual(standardizedMeanDifference(all))
      expect(varianceRatio(counted)).toBe(varianceRatio(all))
      expect(relativeDistance(ecdfDifference(counted).mean, ecdfDifference(all).mean, 1)).toBeLessThan(1e-12)
    }),
  )
})
