import { expect, test } from 'vitest'
import { distinctSources } from '../../cohort/input/row-order.js'
import type { RowSource } from '../../harmonize/shared-row.js'
import { retold } from '../../words/told.js'

const at = (site: string, file: string, sheet: string, row: number, fileId = 'e'): RowSource => ({
  site,
  fileId,
  file: retold(file),
  sheet: retold(sheet),
  row,
})

const inOrder = [
  at('north', 'a.csv', '-', 9),
  at('north', 'b.xlsx', 'Labs', 2),
  at('north', 'b.xlsx', 'Labs', 10),
  at('north', 'b.xlsx', 'Visits', 1, 'a'),
  at('north', 'b.xlsx', 'Visits', 1, 'b'),
  at('south', 'a.csv', '-', 1),
]

test('places stand by site, file, sheet, row as a number, then file id, whatever order they came in', () => {
  expect(distinctSources([...inOrder].reverse())).toEqual(inOrder)
  expect(distinctSources([3, 0, 5, 2, 4, 1].flatMap(index => inOrder.slice(index, index + 1)))).toEqual(inOrder)
})

test('a place that two rows name stands once', () => {
  expect(distinctSources([...inOrder, ...inOrder])).toEqual(inOrder)
})
