import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EmptySample, InvalidInput } from '../../statistics/errors.js'
import { concordance } from '../../statistics/survival/concordance.js'
import type { RowsOfConcordance } from './support/columns.js'
import { codes, flags, permutation, reals, reorder } from './support/samples.js'

const inputs: fc.Arbitrary<RowsOfConcordance> = fc
  .record({
    rows: fc.array(
      fc.record({
        time: fc.integer({ min: 1, max: 12 }),
        event: fc.boolean(),
        score: fc.integer({ min: -4, max: 4 }),
        site: fc.integer({ min: -1, max: 1 }),
        weight: fc.constantFrom(0.3, 1, 1.7),
        before: fc.integer({ min: 1, max: 8 }),
        cluster: fc.integer({ min: 0, max: 9 }),
      }),
      { minLength: 1, maxLength: 40 },
    ),
    has: fc.record({ strata: fc.boolean(), weights: fc.boolean(), start: fc.boolean(), clusters: fc.boolean() }),
  })
  .map(({ rows, has }) => ({
    time: Float64Array.from(rows, ({ time }) => time / 3),
    event: Uint8Array.from(rows, ({ event }) => (event ? 1 : 0)),
    score: Float64Array.from(rows, ({ score }) => score / 7),
    ...(has.strata ? { strata: Int32Array.from(rows, ({ site }) => site) } : {}),
    ...(has.weights ? { weights: Float64Array.from(rows, ({ weight }) => weight) } : {}),
    ...(has.start ? { start: Float64Array.from(rows, ({ time, before }) => (time - before) / 3) } : {}),
    ...(has.clusters ? { clusters: Int32Array.from(rows, ({ cluster }) => cluster) } : {}),
  }))

// A pair counts when the earlier of the two has an event at which the other is at risk.
const countEveryPair = (input: RowsOfConcordance): readonly number[] => {
  const { time, event, score, strata, weights, start } = input
  const counts = [0, 0, 0, 0, 0]
  for (let i = 0; i < time.length; i++) {
    for (let j = 0; j < time.length; j++) {
      if (i === j || strata?.[i] !== strata?.[j] || event[i] === 0) continue
      const weight = (weights?.[i] ?? 1) * (weights?.[j] ?? 1)
      const sign = Math.sign(score[i]! - score[j]!)
      if (time[i] === time[j] && event[j] === 1) {
        if (i < j) counts[sign === 0 ? 4 : 3]! += weight
        continue
      }
      const outlives = time[j]! > time[i]! || (time[j] === time[i] && event[j] === 0)
      if (outlives && (start === undefined || start[j]! < time[i]!)) counts[sign > 0 ? 0 : sign < 0 ? 1 : 2]! += weight
    }
  }
  return counts
}

describe('properties', () => {
  test('the pairs counted over ranks are those found by looking at every pair', () => {
    fc.assert(
      fc.property(inputs, input => {
        const found = concordance(input)
        const counted = [found.concordant, found.discordant, found.tiedScore, found.tiedTime, found.tiedBoth]
        countEveryPair(input).forEach((expected, i) => expect(counted[i]).toBeCloseTo(expected, 9))
      }),
    )
  })

  test('rows in another order give the same numbers, bit for bit', () => {
    fc.assert(
      fc.property(inputs, fc.integer(), (input, seed) => {
        const order = permutation(input.time.length, seed)
        const { time, event, score, strata, weights, start, clusters } = input
        const shuffled = {
          time: reorder(time, order),
          event: reorder(event, order),
          score: reorder(score, order),
          ...(strata === undefined ? {} : { strata: reorder(strata, order) }),
          ...(weights === undefined ? {} : { weights: reorder(weights, order) }),
          ...(start === undefined ? {} : { start: reorder(start, order) }),
          ...(clusters === undefined ? {} : { clusters: reorder(clusters, order) }),
        }
        expect(concordance(shuffled)).toEqual(concordance(input))
      }),
    )
  })

  test('weights of 1 change nothing, and scores turned round turn the concordance round', () => {
    fc.assert(
      fc.property(inputs, ({ time, event, score }) => {
        const plain = concordance({ time, event, score })
        const weighted = concordance({ time, event, score, weights: time.map(() => 1) })
        expect(weighted).toEqual(plain)
        const turned = concordance({ time, event, score: score.map(value => -value) })
        if (plain.concordance !== null) expect(turned.concordance).toBeCloseTo(1 - plain.concordance, 12)
        expect(turned.se === null).toBe(plain.se === null)
      }),
    )
  })
})

describe('edges', () => {
  test('times that differ by rounding only are tied', () => {
    const input = { time: reals(1, 1 + 1e-12, 2), event: flags(1, 1, 0), score: reals(1, 2, 0) }
    expect(concordance(input)).toMatchObject({ concordant: 2, discordant: 0, tiedTime: 1 })
  })

  test('strata of one row each leave no pair, and a note says so', () => {
    const input = { time: reals(1, 2, 3), event: flags(1, 1, 1), score: reals(1, 2, 3), strata: codes(5, -6, 7) }
    expect(concordance(input)).toMatchObject({ concordance: null, se: null, notes: [{ kind: 'not-estimable' }] })
  })

  test('no row, a weight that is missing and columns of two lengths are refused by name', () => {
    expect(() => concordance({ time: reals(), event: flags(), score: reals() })).toThrow(EmptySample)
    const input = { time: reals(1, 2), event: flags(1, 1), score: reals(1, 2) }
    expect(() => concordance({ ...input, weights: reals(1, Number.NaN) })).toThrow(InvalidInput)
    expect(() => concordance({ ...input, strata: codes(1) })).toThrow(InvalidInput)
  })
})
