import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kindOf, type NumberColumn, packNumbers, unpackNumbers } from '../../../sql/blocks/packed-numbers.js'

const back = (column: NumberColumn): NumberColumn => unpackNumbers(packNumbers(column), kindOf(column))

const columns = fc.oneof(
  fc.uint8Array(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.float64Array(),
  // What laboratories write: integers over a power of ten, and gaps.
  fc
    .tuple(fc.array(fc.oneof(fc.integer(), fc.constant(null))), fc.integer({ min: 0, max: 12 }))
    .map(([numbers, decimals]) =>
      Float64Array.from(numbers, number => (number === null ? Number.NaN : number / 10 ** decimals)),
    ),
)

test('a packed column is the column, to the last bit', () => {
  fc.assert(
    fc.property(columns, column => {
      expect(back(column)).toStrictEqual(column)
    }),
  )
})

describe('the narrowest numbers', () => {
  test('decimals are integers of two bytes over a power of ten', () => {
    expect(packNumbers(Float64Array.of(13.4, 9.85, 7))).toEqual({
      count: 3,
      decimals: 2,
      values: Int16Array.of(1340, 985, 700),
      absent: null,
    })
  })

  test('larger integers take four bytes', () => {
    expect(packNumbers(Float64Array.of(0, 32_768)).values).toEqual(Int32Array.of(0, 32_768))
    expect(packNumbers(Int32Array.of(0, -32_769)).values).toEqual(Int32Array.of(0, -32_769))
    expect(packNumbers(Int32Array.of(0, -32_768, 32_767)).values).toEqual(Int16Array.of(0, -32_768, 32_767))
  })

  test.each([[1 / 3], [Infinity], [-0], [2 ** 31], [1e-12], [300_000.00001]])('%d stays a double', number => {
    expect(packNumbers(Float64Array.of(number, 1)).values).toEqual(Float64Array.of(number, 1))
    expect(back(Float64Array.of(number, 1))).toStrictEqual(Float64Array.of(number, 1))
  })

  test('equal values are stored once', () => {
    expect(packNumbers(new Uint16Array(9).fill(7))).toEqual({
      count: 9,
      decimals: 0,
      values: Int16Array.of(7),
      absent: null,
    })
    expect(packNumbers(new Float64Array(9).fill(Number.NaN))).toEqual({
      count: 9,
      decimals: 0,
      values: Int16Array.of(0),
      absent: Uint8Array.of(1),
    })
  })

  test('what is no number is marked', () => {
    expect(packNumbers(Float64Array.of(1, Number.NaN, 2)).absent).toEqual(Uint8Array.of(0, 1, 0))
  })
})
