import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crossCodes, indexCodes } from '../../statistics/numeric/index-codes.js'

test.each([
  ['none', [], [], []],
  ['codes that lie close together', [7, 5, 7, -2, 5], [-2, 5, 7], [2, 1, 2, 0, 1]],
  ['codes far apart', [2_000_000_000, 5, -2_000_000_000, 5], [-2_000_000_000, 5, 2_000_000_000], [2, 1, 0, 1]],
])('%s have their places in ascending order', (_, values, codes, index) => {
  const found = indexCodes(Int32Array.from(values))
  expect(found.codes).toEqual(codes)
  expect([...found.index]).toEqual(index)
})

test('near or far, a row finds its own code at its place', () => {
  const codes = fc.array(
    fc.oneof(
      fc.integer({ min: -50, max: 50 }),
      fc.maxSafeInteger().map(code => code | 0),
    ),
  )
  fc.assert(
    fc.property(codes, values => {
      const { codes: distinct, index } = indexCodes(Int32Array.from(values))
      expect(distinct).toEqual([...new Set(values)].sort((a, b) => a - b))
      expect([...index].map(place => distinct[place])).toEqual(values)
    }),
  )
})

test('two clusterings together have one code for each pair that occurs, in the order of their first rows', () => {
  const crossed = crossCodes(Int32Array.from([1, 1, 2, 1, 12]), Int32Array.from([3, 2, 3, 3, 3]))
  expect([...crossed]).toEqual([0, 1, 2, 0, 3])
})
