import { expect, test } from 'vitest'
import { testsOfColumn } from '../../harmonize/blocks/read-quantities.js'
import type { DistinctReading, ReadColumn } from '../../harmonize/read/read-column.js'

/** A column of words that stand for tests; a word without one is held. */
const columnOf = (words: readonly (string | null)[], codes: readonly number[]): ReadColumn => {
  const rule = {} as ReadColumn['rule']
  const byCode = words.map((test, code): DistinctReading => {
    const value = test === null ? { kind: 'missing', reason: 'held' } : { kind: 'code', code: test }
    const reading = { value, trouble: null, note: null } as DistinctReading['reading']
    return { rule, test: '', cell: { kind: 'text', text: '' }, reading, count: 1, first: codes.indexOf(code) }
  })
  const order = [...new Set(codes)]
  return { rule, codes: Uint8Array.from(codes), byCode, readings: order.map(code => byCode[code]!) }
}

test.each([
  ['each word a test of its own', ['a', 'b', null], [2, 0, 1, 0], true],
  ['a word that no row has', ['c', 'a', 'b'], [2, 1, 2], true],
  ['two words for one test', ['a', 'b', 'a'], [2, 0, 1, 0], false],
  ['one test for all rows', ['a', 'a'], [0, 1], false],
] as const)('rows have the tests that their words stand for, with %s', (_, words, rows, own) => {
  const column = columnOf(words, rows)
  const { codes, names, places } = testsOfColumn(column)
  expect(rows.map((__, row) => names[places[codes?.[row] ?? 0]!])).toEqual(rows.map(code => words[code]))
  expect(names).toEqual([...new Set(rows.map(code => words[code]))])
  // Ten million rows would have as many bytes more.
  expect(codes === column.codes).toBe(own)
})
