import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidInput, MatchingInfeasible } from '../../statistics/errors.js'
import { discardOutsideSupport } from '../../statistics/matching/discard.js'
import { matchNearest } from '../../statistics/matching/match-nearest.js'
import { codes, flags, permutation, reals, reorder } from './support/samples.js'

const pairsOf = (match: ReturnType<typeof matchNearest>): readonly (readonly number[])[] =>
  match.pairs.map(({ treated, controls }) => [treated, ...controls])

describe('by hand', () => {
  const treated = flags(1, 1, 0, 0, 0)
  const distance = reals(0.5, 0.6, 0.55, 0.64, 0.1)

  test('the largest score chooses first, the nearest control is taken', () => {
    expect(pairsOf(matchNearest({ treated, distance }))).toEqual([
      [0, 2],
      [1, 3],
    ])
  })

  test('the smallest score chooses first', () => {
    expect(
      pairsOf(matchNearest({ treated, distance: reals(0.5, 0.54, 0.55, 0.64, 0.1) }, { order: 'smallest' })),
    ).toEqual([
      [0, 2],
      [1, 3],
    ])
  })

  test('a pair exactly as wide as the caliper is allowed, a wider one is not', () => {
    const input = { treated: flags(1, 0), distance: reals(0.5, 0.25) }
    expect(matchNearest(input, { caliper: 0.25, caliperUnit: 'raw' }).pairs).toHaveLength(1)
    expect(() => matchNearest(input, { caliper: 0.2499, caliperUnit: 'raw' })).toThrow(MatchingInfeasible)
  })

  test('of two controls equally near, the fewer steps away wins, then the left one', () => {
    expect(pairsOf(matchNearest({ treated: flags(1, 0, 0), distance: reals(0.5, 0.25, 0.75) }))).toEqual([[0, 1]])
    const step = { treated: flags(1, 0, 0, 1), distance: reals(0.5, 0.25, 0.75, 0.4) }
    expect(pairsOf(matchNearest(step, { order: 'data' }))).toEqual([
      [0, 2],
      [3, 1],
    ])
  })

  test('of controls with one score, the treated takes the last row on its left, the first on its right', () => {
    const left = { treated: flags(0, 0, 1), distance: reals(0.5, 0.5, 0.6) }
    expect(pairsOf(matchNearest(left))).toEqual([[2, 1]])
    const right = { treated: flags(1, 0, 0), distance: reals(0.4, 0.5, 0.5) }
    expect(pairsOf(matchNearest(right))).toEqual([[0, 1]])
  })

  test('1:2 goes round twice; with replacement a control may serve twice', () => {
    expect(pairsOf(matchNearest({ treated, distance }, { ratio: 2 }))).toEqual([
      [0, 2],
      [1, 3, 4],
    ])
    const near = { treated: flags(1, 1, 0, 0), distance: reals(0.5, 0.51, 0.505, 0.9) }
    const match = matchNearest(near, { replacement: true })
    expect(pairsOf(match)).toEqual([
      [0, 2],
      [1, 2],
    ])
    expect([...match.weights]).toEqual([1, 1, 1, 0])
  })

  test('the sets lie in columns and are objects when looked at', () => {
    const options = { ratio: 2, caliper: 0.1, caliperUnit: 'raw' } as const
    const { pairs, unmatchedTreated } = matchNearest({ treated, distance }, options)
    expect([[...pairs.treated], [...pairs.start], [...pairs.control]]).toEqual([
      [0, 1],
      [0, 1, 2],
      [2, 3],
    ])
    expect(pairs.at(1)).toEqual({ treated: 1, controls: [3] })
    expect(pairs.map(({ controls }, index) => [index, ...controls])).toEqual([
      [0, 2],
      [1, 3],
    ])
    expect([...unmatchedTreated]).toEqual([])
  })

  test('exact strata never mix', () => {
    const match = matchNearest({ treated: flags(1, 0, 0), distance: reals(0.5, 0.51, 0.9), exact: codes(1, 2, 1) })
    expect(pairsOf(match)).toEqual([[0, 2]])
  })

  test('the closest pair of all comes first, the farthest last', () => {
    const input = { treated: flags(1, 1, 0, 0), distance: reals(0.5, 0.6, 0.58, 0.2) }
    expect(pairsOf(matchNearest(input, { order: 'closest' }))).toEqual([
      [0, 3],
      [1, 2],
    ])
    expect(pairsOf(matchNearest(input, { order: 'farthest' }))).toEqual([
      [0, 2],
      [1, 3],
    ])
  })

  test('outside the common support is discarded on the side asked for', () => {
    const arms = flags(1, 1, 0, 0)
    const scores = reals(0.3, 0.9, 0.1, 0.5)
    expect([...discardOutsideSupport(arms, scores, 'both')]).toEqual([0, 1, 1, 0])
    expect([...discardOutsideSupport(arms, scores, 'treated')]).toEqual([0, 1, 0, 0])
    expect([...discardOutsideSupport(arms, scores, 'none')]).toEqual([0, 0, 0, 0])
  })
})

test('an empty arm, a rank that repeats and a caliper below 0 are refused by name', () => {
  expect(() => matchNearest({ treated: flags(1, 1), distance: reals(1, 2) })).toThrow(MatchingInfeasible)
  const input = { treated: flags(1, 0), distance: reals(1, 2) }
  expect(() => matchNearest({ ...input, rank: [3, 3] }, { ties: 'rank' })).toThrow(InvalidInput)
  expect(() => matchNearest(input, { ties: 'rank' })).toThrow(InvalidInput)
  expect(() => matchNearest(input, { caliper: -1 })).toThrow(InvalidInput)
})

const units = fc
  .array(
    fc.record({ treated: fc.boolean(), score: fc.integer({ min: 0, max: 12 }), site: fc.integer({ min: 0, max: 2 }) }),
    { minLength: 4, maxLength: 50 },
  )
  .filter(rows => rows.some(({ treated }) => treated) && rows.some(({ treated }) => !treated))
  .map(rows => ({
    treated: Uint8Array.from(rows, ({ treated }) => (treated ? 1 : 0)),
    distance: Float64Array.from(rows, ({ score }) => score / 12),
    exact: Int32Array.from(rows, ({ site }) => site),
  }))

const orders = fc.constantFrom(
  'largest' as const,
  'smallest' as const,
  'data' as const,
  'random' as const,
  'closest' as const,
  'farthest' as const,
)

describe('properties', () => {
  test('no control is used twice, the caliper and the strata are respected, the weights count the matched', () => {
    fc.assert(
      fc.property(units, orders, fc.integer({ min: 1, max: 3 }), (input, order, ratio) => {
        let match
        try {
          match = matchNearest(input, { order, ratio, caliper: 0.3 })
        } catch (error) {
          expect(error).toBeInstanceOf(MatchingInfeasible)
          return
        }
        const used = [...match.pairs.control]
        expect(new Set(used).size).toBe(used.length)
        for (const { treated, controls } of match.pairs) {
          expect(controls.length).toBeLessThanOrEqual(ratio)
          for (const control of controls) {
            expect(input.treated[control]).toBe(0)
            expect(input.exact[control]).toBe(input.exact[treated])
            expect(Math.abs(input.distance[control]! - input.distance[treated]!)).toBeLessThanOrEqual(match.caliper!)
          }
        }
        const weightOf = (arm: number): number =>
          match.weights.reduce((sum, w, i) => sum + (input.treated[i] === arm ? w : 0), 0)
        expect(weightOf(1)).toBeCloseTo(match.pairs.length, 9)
        expect(weightOf(0)).toBeCloseTo(used.length, 9)
      }),
    )
  })

  test('with ties by rank, rows in another order give the same pairs', () => {
    fc.assert(
      fc.property(units, orders, fc.integer(), (input, order, seed) => {
        const rank = Array.from(input.treated, (_, i) => (i * 7919) % 10_007)
        const shuffle = permutation(input.treated.length, seed)
        const shuffled = {
          treated: reorder(input.treated, shuffle),
          distance: reorder(input.distance, shuffle),
          exact: reorder(input.exact, shuffle),
          rank: shuffle.map(i => rank[i]!),
        }
        const attempt = (run: () => ReturnType<typeof matchNearest>): readonly string[] => {
          try {
            return pairsOf(run()).map(String)
          } catch {
            return []
          }
        }
        const one = attempt(() => matchNearest({ ...input, rank }, { order, ties: 'rank', seed: 5 }))
        const other = attempt(() => matchNearest(shuffled, { order, ties: 'rank', seed: 5 }))
        const back = other.map(pair =>
          pair
            .split(',')
            .map(row => shuffle[Number(row)])
            .join(','),
        )
        expect([...back].sort()).toEqual([...one].sort())
      }),
    )
  })

  test('the search by path compression finds what a search through all controls finds', () => {
    fc.assert(
      fc.property(units, input => {
        const { treated, distance } = input
        const match = matchNearest({ treated, distance }, { order: 'data' })
        const free = new Set(Array.from(treated).flatMap((arm, row) => (arm === 0 ? [row] : [])))
        for (const pair of match.pairs) {
          const gap = (row: number): number => Math.abs(distance[row]! - distance[pair.treated]!)
          expect(gap(pair.controls[0]!)).toBe(Math.min(...[...free].map(gap)))
          free.delete(pair.controls[0]!)
        }
      }),
    )
  })
})
