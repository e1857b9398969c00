import { expect, test } from 'vitest'
import { kaplanMeier } from '../../statistics/survival/kaplan-meier.js'
import { survivalQuantile } from '../../statistics/survival/survival-quantile.js'
import { flags, reals } from './support/samples.js'

test('a limit of a weighted curve stands where R puts it, not at a rounding error between two events', () => {
  // R: quantile(survfit(Surv(time, event) ~ 1, weights = w, conf.type = "log-log"), 0.1)$lower is 0.3.
  const curve = kaplanMeier(
    {
      time: reals(0.3, 0.7, 1.6, 1, 1, 1.8, 1.1, 2.1),
      event: flags(1, 0, 1, 1, 0, 1, 0, 1),
      weights: reals(
        0.3394967164145783,
        3.634319474734366,
        1.2130011637462306,
        1.8275543626630681,
        1.011879551014863,
        0.27037363647242846,
        1.7200965649681168,
        0.9479989818995819,
      ),
    },
    { band: 'log-log' },
  )
  expect(survivalQuantile(curve, 0.1).lower).toBe(0.3)
})

test('errors do not move where nobody has the event, whatever the weights', () => {
  const n = 300
  const random = (i: number, k: number): number => Math.abs(Math.sin(i * 12.9898 + k * 78.233)) % 1
  const time = Float64Array.from({ length: n }, (_, i) => Math.ceil(80 * random(i, 1)))
  const event = Uint8Array.from({ length: n }, (_, i) => Number(random(i, 2) < 0.4))
  const weights = Float64Array.from({ length: n }, (_, i) => 0.1 + 3 * random(i, 3))
  const { eventCount, seLogSurvival, lower, upper } = kaplanMeier({ time, event, weights })
  const still = [...eventCount].flatMap((count, g) => (count === 0 && g > 0 ? [g] : []))
  expect(still.length).toBeGreaterThan(5)
  for (const g of still) {
    expect(seLogSurvival[g]).toBe(seLogSurvival[g - 1])
    expect([lower[g], upper[g]]).toEqual([lower[g - 1], upper[g - 1]])
  }
})

test('one huge weight that is censored first costs the error of the others no digit', () => {
  const n = 200
  const time = Float64Array.from({ length: n }, (_, i) => (i === 0 ? 0.5 : 1 + ((i * 37) % 199)))
  const event = Uint8Array.from({ length: n }, (_, i) => (i === 0 ? 0 : Number(i % 3 !== 0)))
  const errors = (heavy: number): Float64Array => {
    const weights = Float64Array.from({ length: n }, (_, i) => (i === 0 ? heavy : 0.5 + (i % 7) / 6))
    return kaplanMeier({ time, event, weights }).seLogSurvival
  }
  // Who leaves before the first event takes no part in any estimate.
  const [light, huge] = [errors(1.1), errors(1e9)]
  light.forEach((se, g) => {
    if (Number.isFinite(se)) expect(Math.abs(huge[g]! - se)).toBeLessThanOrEqual(1e-13 * se)
  })
})
