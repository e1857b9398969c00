import { expect, test } from 'vitest'
import { readSharedRow, sharedFields, sharedRow } from '../../../sql/blocks/shared-column.js'

const at = (name: (typeof sharedFields)[number]): number => sharedFields.indexOf(name)
const coded = (codes: Int32Array, distinct: number) => sharedRow(['lab.result.codes', { codes, distinct }])

test.each([
  ['one byte', Int32Array.of(0, 1, 255, 7), 256, 4],
  ['two bytes', Int32Array.of(0, 1, 256, 65_535), 65_536, 8],
  ['one code where all rows are alike', Int32Array.of(300, 300, 300), 301, 2],
  ['one row', Int32Array.of(3), 4, 1],
] as const)('codes are %s', (_, codes, distinct, bytes) => {
  const row = coded(codes, distinct)
  expect(row[at('codes')]).toHaveLength(bytes)
  expect(readSharedRow(row)).toEqual(['lab.result.codes', codes])
})

test('codes beyond two bytes are elements of an array', () => {
  const codes = Int32Array.of(0, 65_536, 70_000)
  const row = coded(codes, 70_001)
  expect(row[at('codes')]).toBeNull()
  expect(readSharedRow(row)).toEqual(['lab.result.codes', codes])
})

test('row numbers that stand equally often one after the other stand once', () => {
  const rows = Int32Array.of(9, 9, 4, 4)
  const row = sharedRow(['lab.rows', rows])
  // Twenty bytes are the head of an array, six an element of two bytes.
  expect(row[at('small')]).toHaveLength(20 + 2 * 6)
  expect(readSharedRow(row)).toEqual(['lab.rows', rows])
})
