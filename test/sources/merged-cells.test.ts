import { expect, test } from 'vitest'
import { Unreadable } from '../../sources/errors.js'
import { coveredCells } from '../../sources/workbook/merged-cells.js'

const range = { startRow: 0, startCol: 0, endRow: 1, endCol: 1 }

test('the cells below and right of the first of a merged range are covered by it', () => {
  expect([...coveredCells([range], 10, 10)]).toEqual([
    ['0,1', [0, 0]],
    ['1,0', [0, 0]],
    ['1,1', [0, 0]],
  ])
})

test('ranges that overlap a thousand times are refused before they take the time of their cells', () => {
  const large = { startRow: 0, startCol: 0, endRow: 9_999, endCol: 99 }
  expect(() => coveredCells(Array<typeof large>(1000).fill(large), 10_000, 100)).toThrow(Unreadable)
})
