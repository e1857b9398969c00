import { expect, test } from 'vitest'
import type { Analysis } from './verify/fixture.js'
import { field, list, numeric } from './verify/ledger.js'
import { finishedSearch } from './verify/unfinished-search.js'

// R began at 1 and -2 with errors 0.5 and 0.25, and stopped after 5/8 of the way to the optimum.
const optimum = [1 + 1.6e-7, -2 + 8e-8]
const optimumErrors = [0.5 + 1.6e-8, 0.25 - 8e-9]
const answer = (change = 0): Analysis['result'] => ({
  coef: [1, -2],
  se: [0.5, 0.25],
  tight: { coef: [(1 + 1e-7) * (1 + change), -2 + 5e-8], se: [0.5 + 1e-8, 0.25 - 5e-9], loglik: -10 },
})
const numbers = (result: Analysis['result'], side: string): readonly number[] =>
  list(field(result, 'tight', side)).map(numeric)

test('a search that gave up on the way is walked to its end', () => {
  const result = finishedSearch(answer(), optimum)
  numbers(result, 'coef').forEach((value, i) => {
    expect(Math.abs(value - optimum[i]!)).toBeLessThan(1e-13)
  })
  numbers(result, 'se').forEach((value, i) => {
    expect(Math.abs(value - optimumErrors[i]!)).toBeLessThan(1e-13)
  })
})

test('an altered number lies beside the way, and stays as it is', () => {
  for (const change of [1e-6, 1e-7, -3e-8]) expect(finishedSearch(answer(change), optimum)).toEqual(answer(change))
})

test('a product that is elsewhere than where R was going is not helped', () => {
  expect(finishedSearch(answer(), [1 + 1.6e-7, -2 - 8e-8])).toEqual(answer())
  expect(finishedSearch(answer(), [1 - 1.6e-7, -2 - 8e-8])).toEqual(answer())
})
