import { expect } from 'vitest'

/** Demands relative agreement; near zero an absolute one of 1e-12. */
export const closeTo = (actual: unknown, expected: number, relative: number, what = ''): void => {
  expect(typeof actual, what).toBe('number')
  const gap = Math.abs(Number(actual) - expected)
  const allowed = Math.max(relative * Math.abs(expected), 1e-12)
  expect(gap <= allowed, `${what}: ${String(actual)} is not ${expected} within ${relative}`).toBe(true)
}
