import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidInput } from '../../statistics/errors.js'
import { fisherExact } from '../../statistics/tables/fisher-exact.js'
import { mantelHaenszelExact } from '../../statistics/tables/mantel-haenszel-exact.js'
import { mantelHaenszel } from '../../statistics/tables/mantel-haenszel.js'

const cells = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }))
const fourfolds = cells.map(([a, b, c, d]) => [
  [a, b],
  [c, d],
])

describe('the exact conditional test over strata', () => {
  test('by hand: two pairs of one treated and one control, the treated alone ill in both', () => {
    const pair = [
      [1, 0],
      [0, 1],
    ]
    // The sum of the first cells is 0, 1 or 2 with probability 1/4, 1/2, 1/4.
    expect(mantelHaenszelExact([pair, pair])).toMatchObject({ statistic: 2, oddsRatio: Infinity, upper: Infinity })
    expect(mantelHaenszelExact([pair, pair]).p).toBeCloseTo(1 / 2, 14)
    expect(mantelHaenszelExact([pair, pair], { alternative: 'greater' }).p).toBeCloseTo(1 / 4, 14)
    expect(mantelHaenszelExact([pair, pair], { alternative: 'less' }).p).toBe(1)
  })

  test('by hand: of 5 discordant pairs 4 one way, the odds ratio is 4 and P McNemar’s exact one', () => {
    const one = [
      [1, 0],
      [0, 1],
    ]
    const other = [
      [0, 1],
      [1, 0],
    ]
    const result = mantelHaenszelExact([one, one, one, one, other])
    expect(result.oddsRatio).toBeCloseTo(4, 12)
    expect(result.p).toBeCloseTo((2 * (1 + 5)) / 32, 14)
  })

  test('R’s P of three strata, with R’s odds ratio and limits as far as its root finding goes', () => {
    const strata = [
      [
        [0, 1],
        [2, 1],
      ],
      [
        [4, 3],
        [2, 7],
      ],
      [
        [9, 5],
        [6, 11],
      ],
    ]
    // R 4.2.2, mantelhaen.test(array(c(0, 2, 1, 1, 4, 2, 3, 7, 9, 6, 5, 11), c(2, 2, 3)), exact = TRUE)
    const result = mantelHaenszelExact(strata)
    expect(result.statistic).toBe(13)
    expect(result.p).toBeCloseTo(0.0983988867305062, 13)
    expect(result.oddsRatio).toBeCloseTo(2.67345048656839, 3)
    expect(result.lower).toBeCloseTo(0.76156433086023, 3)
    expect(result.upper).toBeCloseTo(10.05330977083854, 2)
  })

  test('over one stratum it is Fisher’s', () => {
    fc.assert(
      fc.property(fourfolds, table => {
        const { statistic, ...rest } = mantelHaenszelExact([table])
        expect({ ...rest, monteCarlo: null }).toEqual(fisherExact(table))
        expect(statistic).toBe(table[0]![0])
      }),
    )
  })

  test('the order of the strata changes P by rounding only, rows swapped invert the odds ratio', () => {
    fc.assert(
      fc.property(fc.array(fourfolds, { minLength: 1, maxLength: 4 }), strata => {
        const result = mantelHaenszelExact(strata)
        expect(mantelHaenszelExact([...strata].reverse()).p).toBeCloseTo(result.p, 12)
        const swapped = mantelHaenszelExact(strata.map(table => [...table].reverse()))
        expect(swapped.p).toBeCloseTo(result.p, 12)
        if (result.oddsRatio !== null && result.oddsRatio > 0 && result.oddsRatio < Infinity)
          expect(swapped.oddsRatio! * result.oddsRatio).toBeCloseTo(1, 10)
      }),
    )
  })

  test('no stratum, another shape and huge strata are refused', () => {
    expect(() => mantelHaenszelExact([])).toThrow(InvalidInput)
    expect(() => mantelHaenszelExact([[[1, 2, 3]]])).toThrow(InvalidInput)
    const huge = [
      [50_000, 50_000],
      [50_000, 50_000],
    ]
    expect(() => mantelHaenszelExact([huge, huge])).toThrow(InvalidInput)
  })
})

describe('the asymptotic test over strata', () => {
  test('an empty diagonal, this one or the other, says why there are no limits', () => {
    const off = [
      [0, 4],
      [5, 0],
    ]
    const on = [
      [4, 0],
      [0, 5],
    ]
    expect(mantelHaenszel([off])).toMatchObject({ oddsRatio: 0, lower: null, notes: [{ kind: 'boundary' }] })
    expect(mantelHaenszel([on])).toMatchObject({ oddsRatio: Infinity, upper: null, notes: [{ kind: 'boundary' }] })
  })
})
