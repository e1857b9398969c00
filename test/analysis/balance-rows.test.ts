import { expect, test } from 'vitest'
import { balanceRows } from '../../analysis/baseline/balance-rows.js'
import type { AnalysisSet } from '../../analysis/sets/analysis-set.js'
import { codeNumbers } from '../../analysis/sets/coded-numbers.js'
import { standardizedMeanDifference } from '../../statistics/balance/standardized-mean-difference.js'

// A set of every second subject, which is all that rows of balance look at.
const setOf = (subjects: number): AnalysisSet => ({
  id: 'all',
  table: undefined as unknown as AnalysisSet['table'],
  rows: Int32Array.from({ length: subjects / 2 }, (_, place) => 2 * place),
  arm: Int8Array.from({ length: subjects / 2 }, (_, place) => (place % 3 === 0 ? 1 : 0)),
  weight: null,
  cluster: null,
  stratum: null,
  entry: null,
  copied: false,
})

const numbersOf = (subjects: number, different: number): Float64Array =>
  Float64Array.from({ length: subjects }, (_, k) => (k % 11 === 0 ? NaN : Math.sin(k % different)))

test.each([7, 4_000])(
  '%i different values are compared the same, counted or one by one, whatever the weights',
  different => {
    const set = setOf(4_000)
    const numbers = numbersOf(4_000, different)
    const weight = Float64Array.from(set.rows, (_, place) => [0, 1, 1 / 3][place % 5 === 0 ? 2 : place % 2]!)
    for (const own of [null, codeNumbers(weight)]) {
      const counted = balanceRows(codeNumbers(numbers), set, own)
      const all = balanceRows(numbers, set, own)
      expect(counted.values.length < all.values.length).toBe(different === 7)
      expect(standardizedMeanDifference(counted)).toEqual(standardizedMeanDifference(all))
    }
  },
)
