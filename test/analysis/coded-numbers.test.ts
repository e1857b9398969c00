import fc from 'fast-check'
import { realsOf } from '../../statistics/numeric/column.js'
import { expect, test } from 'vitest'
import { codeNumbers, gatherNumbers } from '../../analysis/sets/coded-numbers.js'

const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double(), fc.constantFrom(0, -0, NaN))

test('codes stand for the numbers in ascending order, and nothing stands for what is unknown', () => {
  fc.assert(
    fc.property(fc.array(number), numbers => {
      const coded = codeNumbers(numbers)
      const { values, codes } = coded
      expect([...values]).toEqual(
        [...new Set(numbers.filter(each => !Number.isNaN(each)).map(each => each + 0))].sort((a, b) => a - b),
      )
      expect([...codes].map(code => (code < 0 ? NaN : values[code]!))).toEqual(numbers.map(each => each + 0))
      const known = Int32Array.from(numbers.keys()).filter(subject => !Number.isNaN(numbers[subject]!))
      expect([...realsOf(gatherNumbers(coded, known))]).toEqual([...known].map(subject => numbers[subject]! + 0))
    }),
  )
})

test('as many different numbers as there are subjects are coded too', () => {
  const numbers = Array.from({ length: 50_000 }, (_, n) => Math.sin(n))
  const { values, codes } = codeNumbers(numbers)
  expect(values.length).toBe(50_000)
  expect(numbers.every((each, subject) => values[codes[subject]!] === each)).toBe(true)
  expect(values.every((each, place) => place === 0 || values[place - 1]! < each)).toBe(true)
})
