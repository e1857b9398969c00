import { expect, test } from 'vitest'
import { ColumnCollector } from '../../sources/batches/column-collector.js'
import { emptyCell } from '../../sources/received-cell.js'
import type { Cell } from '../../sources/source-record.js'

const text = (value: string): Cell => ({ kind: 'text', text: value })

test('a column is collected over all batches, however many distinct cells it comes to have', () => {
  // More rows than one chunk has, and more distinct cells than each of the narrower arrays holds.
  const count = 200_000
  const of = (row: number): string => (row % 10 === 0 ? '' : String(row < 70_000 ? row % 200 : row % 90_001))
  const collector = new ColumnCollector()
  for (let from = 0; from < count; from += 9_973) {
    const cells: Cell[] = [emptyCell]
    const codes = Int32Array.from({ length: Math.min(9_973, count - from) }, (_, at) => {
      const own = of(from + at)
      return own === '' ? 0 : cells.push(text(own)) - 1
    })
    collector.take({ codes, cells })
  }
  const { codes, cells } = collector.end(count)
  expect(codes).toBeInstanceOf(Int32Array)
  expect(codes.length).toBe(count)
  const wrong = Array.from(codes, (code, row) => {
    const cell = cells[code]!
    return (cell.kind === 'text' ? cell.text : '') === of(row) ? -1 : row
  }).filter(row => row !== -1)
  expect(wrong).toEqual([])
  expect(new Set(cells.map(cell => JSON.stringify(cell))).size).toBe(cells.length)
})

test('cells of one text that differ in what stands behind it are two', () => {
  const collector = new ColumnCollector()
  const cells: readonly Cell[] = [
    emptyCell,
    text('5'),
    { kind: 'number', text: '5', number: 5 },
    { kind: 'number', text: '5', number: 5, shown: true },
    { kind: 'number', text: '5', number: 5 },
    text('5'),
  ]
  collector.take({ codes: Int32Array.of(0, 1, 2, 3, 4, 5), cells })
  const column = collector.end(6)
  expect(Array.from(column.codes)).toEqual([0, 1, 2, 3, 2, 1])
  expect(column.codes).toBeInstanceOf(Uint8Array)
})
