import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tiedShares } from '../../statistics/cox/tied-shares.js'

const risk = fc.double({ min: 1e-3, max: 1e3, noNaN: true })

test.each(['efron', 'breslow'] as const)('the sums over tied events are those event by event (%s)', ties => {
  fc.assert(
    fc.property(risk, risk, fc.integer({ min: 1, max: 30 }), (A, B, d) => {
      const gone = Array.from({ length: d }, (_, k) => (ties === 'breslow' ? 0 : k / d))
      const q = gone.map(each => 1 / (A + (1 - each) * B))
      const sum = (term: (k: number, t: number, f: number) => number): number =>
        gone.reduce((total, f, k) => total + term(q[k] ?? 0, 1 - f, f), 0)
      const shares = tiedShares(A, B, d, ties)
      const plain = {
        q: sum(each => each),
        tq: sum((each, t) => t * each),
        qq: sum(each => each * each),
        tqq: sum((each, t) => t * each * each),
        ttqq: sum((each, t) => t * t * each * each),
        goneQq: sum((each, _, f) => f * each * each),
        goneTqq: sum((each, t, f) => f * t * each * each),
      }
      expect(shares.unit).toBe(1)
      for (const [name, value] of Object.entries(plain))
        expect(Math.abs(shares[name as keyof typeof plain] - value)).toBeLessThanOrEqual(1e-12 * value)
    }),
  )
})

test('where the square of the risks would be no number, they are in units of their sum', () => {
  const { unit, q, qq } = tiedShares(3e200, 1e200, 1, 'efron')
  expect([unit, q, qq]).toEqual([4e200, 1, 1])
})
