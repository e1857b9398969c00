import { expect, test } from 'vitest'
import { combineCodes, pairsOfRows } from '../../harmonize/columns/combine-codes.js'

const drawn = (count: number, distinct: number, seed: number, apart = 1): Int32Array => {
  let state = seed
  return Int32Array.from({ length: count }, () => (state = (state * 48271) % 2147483647) % distinct).map(
    code => code * apart,
  )
}

test.each([
  ['few pairs that might be, by a table of them', 3_000, 40, 30, 1],
  ['few that occur of many, by their hash', 3_000, 40, 30, 1_000],
  ['many that occur', 3_000, 70_000, 50_000, 1],
  ['more rows than a block, and ever more pairs', 40_000, 300, 290, 1],
  ['no row', 0, 5, 5, 1],
])('%s', (_, rows, left, right, apart) => {
  const [one, other] = [drawn(rows, left, 11, apart), drawn(rows, right, 17, apart)]
  const numbers = new Map<string, number>()
  const expected = Array.from(one, (code, row) => {
    const pair = `${code} ${other[row] ?? 0}`
    const number = numbers.get(pair) ?? numbers.size
    numbers.set(pair, number)
    return number
  })
  const found = combineCodes({ codes: one, distinct: left * apart }, { codes: other, distinct: right * apart }, rows)
  expect([...found.codes]).toEqual(expected)
  expect(found.distinct).toBe(numbers.size)
  expect(found.firsts).toEqual(Array.from(numbers.values(), number => expected.indexOf(number)))
  expect(found.counts).toEqual(Array.from(numbers.values(), number => expected.filter(of => of === number).length))
})

test.each([
  ['few', 3],
  ['many', 2_000],
])('pairs that are not kept are combined as if they were, with %s beside', (_, distinct) => {
  const rows = 40_000
  const [values, units, tests] = [drawn(rows, 500, 11), drawn(rows, distinct, 17), drawn(rows, distinct, 23)]
  const [unit, test] = [
    { codes: units, distinct },
    { codes: tests, distinct },
  ]
  const value = { codes: values, distinct: 500 }
  expect(combineCodes(value, pairsOfRows(unit, test, rows), rows)).toEqual(
    combineCodes(value, combineCodes(unit, test, rows), rows),
  )
})
