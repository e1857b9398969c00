import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numbersIn, rowBytes } from '../../../sql/blocks/row-bytes.js'
import { readStored, storedRow } from '../../../sql/blocks/received-column.js'
import { columnRow } from '../../../sql/blocks/column-row.js'

const anyNumbers = fc.array(fc.oneof(fc.integer({ min: -1, max: 300 }), fc.integer()), { maxLength: 60 })
const following = fc
  .tuple(fc.integer({ min: -1, max: 2 ** 30 }), fc.integer({ min: 1, max: 60 }))
  .map(([first, length]) => Array.from({ length }, (_, at) => first + at))

test('numbers of rows come back from their bytes; those that follow each other are four', () => {
  fc.assert(
    fc.property(anyNumbers, own => {
      const numbers = Int32Array.from(own)
      expect(numbersIn(rowBytes(numbers), numbers.length)).toEqual(numbers)
    }),
  )
  fc.assert(
    fc.property(following, own => {
      const stored = rowBytes(Int32Array.from(own))
      expect([stored.kind, stored.bytes.length]).toEqual(['from', 4])
      expect(Array.from(numbersIn(stored, own.length))).toEqual(own)
    }),
  )
})

test('bytes of another number of rows are refused', () => {
  expect(() => numbersIn(rowBytes(Int32Array.of(3, 1)), 3)).toThrow('2 numbers of 3 rows')
  expect(() => numbersIn({ kind: 'from', bytes: Buffer.alloc(8) }, 2)).toThrow('2 numbers of 2 rows')
})

test.each([Int32Array.of(2, 3, 4), Int32Array.of(7, 7, 7), Int32Array.of(-1, 70_000, 3)])(
  'numbers are read as they are stored, and as an older version stored them: %s',
  numbers => {
    const stored = { of: 'rows', numbers } as const
    expect(readStored(storedRow(stored))).toEqual(stored)
    expect(readStored([...columnRow('rows', numbers), null, null])).toEqual(stored)
  },
)
