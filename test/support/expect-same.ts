import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

/** Expects two large values to be the same: `toEqual` takes minutes where arrays hold numbers by the hundred thousand. */
export const expectSame = (actual: unknown, expected: unknown): void => {
  if (isDeepStrictEqual(actual, expected)) return
  expect(actual).toStrictEqual(expected)
  throw new Error('the two differ, in what no comparison of the test runner tells apart')
}
