import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortedReals } from '../../statistics/numeric/sort-reals.js'

const plain = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b)

test('values come in ascending order, the same ones as often as they are there', () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }))
  fc.assert(
    fc.property(fc.array(value), values => {
      const plus = values.map(each => each + 0)
      expect([...sortedReals(values)]).toEqual(plain(plus))
    }),
  )
})

test('so do more different values than a table holds', () => {
  const values = Array.from({ length: 20_000 }, (_, n) => Math.sin(n))
  expect([...sortedReals(values)]).toEqual(plain(values))
})
