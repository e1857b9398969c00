import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packNumbers, unpackNumbers } from '../../../sql/blocks/packed-numbers.js'
import { runsOf } from '../../../sql/blocks/runs-of.js'

const numbers = fc.array(fc.nat({ max: 3 }), { maxLength: 12 })

test('numbers that stand equally often come back, and all others are left', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 4 }), fc.boolean(), (own, each, loose) => {
      const all = Int32Array.from(
        own.flatMap(number => Array.from({ length: each }, () => number)).concat(loose ? [9] : []),
      )
      const runs = runsOf(all)
      expect(unpackNumbers({ ...packNumbers(runs), count: all.length }, 'i4')).toEqual(all)
      if (runs.length < all.length) expect(all.length % runs.length).toBe(0)
    }),
  )
  expect(runsOf(Int32Array.of(4, 4, 7, 7, 7, 7))).toEqual(Int32Array.of(4, 7, 7))
  expect(runsOf(Int32Array.of(4, 4, 7, 7, 7, 8))).toEqual(Int32Array.of(4, 4, 7, 7, 7, 8))
})
