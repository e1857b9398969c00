import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../statistics/numeric/random.js'
import { RowSorter } from '../../statistics/numeric/row-sorter.js'
import { codes, flags, reals } from './support/samples.js'

const sortedBy = (values: Float64Array): readonly number[] => {
  const sorter = new RowSorter(values.length)
  sorter.byReal(values)
  return [...sorter.order]
}

const expected = (values: Float64Array): readonly number[] =>
  Array.from(values, (_, row) => row).sort((a, b) => values[a]! - values[b]! || a - b)

describe('sorting rows', () => {
  test('reals of both signs ascend, equal ones stay in their order, -0 among the 0', () => {
    expect(sortedBy(reals(2, -0, -1e-300, 0, 2, -5e-324, -7.5, 1e300, 5e-324))).toEqual([6, 2, 5, 1, 3, 8, 0, 4, 7])
    expect(sortedBy(reals())).toEqual([])
  })

  test('any reals come as a comparison puts them', () => {
    const real = fc.oneof(
      fc.double({ noNaN: true }),
      fc.integer({ min: -3, max: 3 }).map(Number),
      fc.integer({ min: -9, max: 9 }).map(step => 1 + step * 2 ** -52),
    )
    fc.assert(
      fc.property(fc.array(real, { maxLength: 200 }), values => {
        const column = Float64Array.from(values)
        expect(sortedBy(column)).toEqual(expected(column))
      }),
    )
  })

  test('many values that differ in their last digits only come in order too', () => {
    const random = randomStream(3)
    const column = Float64Array.from({ length: 5000 }, (_, i) => {
      const step = Math.floor(random() * 900) * 2 ** -52
      return i % 3 === 0 ? -1 - step : 1 + step
    })
    expect(sortedBy(column)).toEqual(expected(column))
  })

  test('columns sorted one after the other leave the last first and the earlier within it', () => {
    const sorter = new RowSorter(5)
    sorter.byReal(reals(0.5, 0.1, 0.4, 0.3, 0.2))
    sorter.byCode(codes(7, -2, -2, 7, -2))
    expect([...sorter.order]).toEqual([1, 4, 2, 3, 0])
    sorter.byCode(flags(0, 1, 0, 1, 0))
    expect([...sorter.order]).toEqual([4, 2, 0, 1, 3])
  })
})
