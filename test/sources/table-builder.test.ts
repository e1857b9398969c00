import { expect, test, vi } from 'vitest'
import { ChunkedCodes } from '../../sources/columns/chunked-codes.js'
import { CodeRuns } from '../../sources/columns/code-runs.js'
import { CountedRows } from '../../sources/columns/counted-rows.js'
import { TableBuilder } from '../../sources/columns/table-builder.js'
import { csvMeaning } from '../../sources/csv/csv-rows.js'

const tableOf = (count: number, width: number, of: (row: number, column: number) => string) => {
  const builder = new TableBuilder(width, csvMeaning)
  for (let row = 0; row < count; row += 1) {
    for (const [at, column] of builder.columns.entries()) {
      const bytes = Buffer.from(of(row, at))
      const code = bytes.length === 0 ? 0 : column.codeOf(builder.fieldsIn(bytes), 0, bytes.length, 0)
      column.codes[builder.filled] = code
    }
    builder.endRow(2 * row + 2)
  }
  return builder.end()
}

test('a table is built of however many rows, and distinct cells', () => {
  // More rows than one chunk has, and more distinct cells than each of the narrower arrays holds.
  const count = 200_000
  const of = (row: number): string => (row % 10 === 0 ? '' : String(row < 70_000 ? row % 200 : row % 90_001))
  const { rows, columns } = tableOf(count, 2, (row, column) => (column === 0 ? of(row) : `${row % 7}`))
  expect([rows.length, rows.at(0), rows.at(count - 1)]).toEqual([count, 2, 2 * count])
  const [{ codes, cells }, narrow] = columns as [(typeof columns)[number], (typeof columns)[number]]
  expect([codes, narrow.codes]).toEqual([expect.any(Int32Array), expect.any(Uint8Array)])
  expect([codes.length, narrow.codes.length]).toEqual([count, count])
  const wrong = Array.from(codes, (code, row) => {
    const cell = cells[code]!
    return (cell.kind === 'text' ? cell.text : '') === of(row) ? -1 : row
  }).filter(row => row !== -1)
  expect(wrong).toEqual([])
  expect(Array.from(narrow.codes).every((code, row) => code === (row % 7) + 1)).toBe(true)
  expect(new Set(cells.map(cell => JSON.stringify(cell))).size).toBe(cells.length)
})

test('a table may be so wide that few rows are taken at once, or have no row', () => {
  const { rows, columns } = tableOf(60, 16_000, (row, column) => (column % 8_000 === 7 ? `${row}` : ''))
  expect([rows.length, rows.at(59)]).toEqual([60, 120])
  expect(Array.from(columns[8_007]!.codes)).toEqual(Array.from({ length: 60 }, (_, row) => row + 1))
  expect(Array.from(columns[1]!.codes).every(code => code === 0)).toBe(true)
  const none = tableOf(0, 2, () => '')
  expect([none.rows.length, none.columns[1]!.codes.length, none.columns[1]!.cells.length]).toEqual([0, 0, 1])
})

test.each([
  ['from the second on', 2, 200_000, -1],
  ['but for one left out in a later chunk', 5, 300_000, 250_000],
  ['but for one left out behind the first', 1, 10, 1],
])('rows that stand one after the other need no numbers of their own, %s', (_, first, count, gap) => {
  const numbers = Int32Array.from({ length: count }, (__, at) => first + at + (gap !== -1 && at >= gap ? 1 : 0))
  const counted = new CountedRows()
  for (let from = 0; from < count; from += 4_096) counted.put(numbers.subarray(from, from + 4_096))
  const rows = counted.end()
  expect(rows instanceof Int32Array).toBe(gap !== -1)
  expect(rows.subarray(0, count)).toEqual(numbers)
  expect([rows.length, rows.at(count - 1)]).toEqual([count, numbers[count - 1]])
  expect(rows.subarray(3, 7)).toEqual(numbers.slice(3, 7))
})

test.each([
  ['as they are copied', 1 << 17, [200, 200, 200, 200, 200], 3 << 17],
  ['also where a wider one takes its place', 1 << 17, [200, 70_000, 70_000], (1 + 4 + 4) << 17],
  ['but none that is smaller than pages', 1 << 10, [200, 200], 0],
])('chunks of codes go back to the machine before a collection, %s', (_, chunkRows, distinct, expected) => {
  let given = 0
  const rooms = ArrayBuffer.prototype as unknown as { resize: (bytes: number) => void }
  const { resize } = rooms
  const spy = vi.spyOn(rooms, 'resize').mockImplementation(function (this: ArrayBuffer, bytes) {
    given += this.byteLength - bytes
    resize.call(this, bytes)
  })
  const chunked = new ChunkedCodes(chunkRows)
  const half = Int32Array.from({ length: chunkRows / 2 }, (__, at) => at % 200)
  for (const most of distinct) chunked.put(half, most)
  const codes = chunked.end(distinct.length * half.length, distinct.at(-1)!)
  spy.mockRestore()
  expect(given).toBe(expected)
  expect(Array.from(codes).every((code, at) => code === (at % half.length) % 200)).toBe(true)
})

test.each([
  ['equal ones stand together', 16, 70_000, true],
  ['too few of them do', 15, 70_000, false],
  ['two bytes name all', 16, 65_536, false],
])('codes are kept as runs or in an array, where %s', (_, together, distinct, expected) => {
  const rows = 16 * 312
  const codes = Int32Array.from({ length: rows }, (__, row) => Math.floor(row / together))
  const chunked = new ChunkedCodes(1_000)
  for (let from = 0; from < rows; from += 700) chunked.put(codes.subarray(from, from + 700), distinct)
  const kept = chunked.end(rows, distinct)
  expect(kept instanceof CodeRuns).toBe(expected)
  expect([kept.length, ...kept]).toEqual([rows, ...codes])
  for (const [from, to] of [
    [0, rows],
    [17, 17],
    [3, 35],
    [4_000, 2 * rows],
  ] as const) {
    expect(Array.from(kept.subarray(from, to))).toEqual(Array.from(codes.subarray(from, to)))
  }
  // Also asked back and forth.
  expect([rows - 1, 0, 64, 63, 16, 15].map(row => kept.at(row))).toEqual(
    [rows - 1, 0, 64, 63, 16, 15].map(row => codes[row]),
  )
})
