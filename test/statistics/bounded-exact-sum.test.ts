import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BoundedExactSum, exactSum } from '../../statistics/numeric/bounded-exact-sum.js'
import { ExactSum } from '../../statistics/numeric/exact-sum.js'

const inPlain = (values: readonly number[]): number => {
  const total = new ExactSum()
  for (const value of values) total.add(value)
  return total.value()
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 })
const alike = fc.double({ noNaN: true, min: -1000, max: 1000 })
const halves = fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map(value => value / 2 ** 30)

test.each([
  ['of any size', finite],
  ['of like size', alike],
  ['of few digits', halves],
  ['of the smallest and the largest', fc.constantFrom(5e-324, -1e-310, 1e300, -1e300, 1, 0)],
])('numbers %s have the sum that partial sums without overlap give', (_, value) => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), values => {
      expect(exactSum(values) + 0).toBe(inPlain(values) + 0)
    }),
  )
})

test('a sum can be asked for and gone on with', () => {
  const total = new BoundedExactSum(4, 1e16)
  for (const value of [1e16, 1, -1e16]) total.add(value)
  expect(total.value()).toBe(1)
  total.add(2 ** -60)
  expect(total.value()).toBe(1 + 2 ** -60)
  total.add(2 ** -10)
  expect(total.value()).toBe(1 + 2 ** -10)
})

test('tenths lose no digit, whatever their order', () => {
  const values = Array.from({ length: 1000 }, (_, n) => (n % 7) / 10 + 1e9 * ((n % 3) - 1))
  expect(exactSum(values)).toBe(inPlain(values))
  expect(exactSum(values.toReversed())).toBe(exactSum(values))
})
