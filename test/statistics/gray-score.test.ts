import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GrayScore } from '../../statistics/competing/gray-score.js'
import type { GrayRows, GrayScores } from './plain/gray.js'
import { plainGray } from './plain/gray.js'
import { relativeDistance } from './support/closeness.js'

// Few times, so that events of one or both causes are tied within and across the groups.
const rows: fc.Arbitrary<GrayRows> = fc.integer({ min: 2, max: 4 }).chain(groups =>
  fc
    .array(
      fc.record({
        time: fc.integer({ min: 1, max: 15 }),
        cause: fc.constantFrom(0, 1, 1, 2),
        group: fc.integer({ min: 0, max: groups - 1 }),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map(own => ({
      time: own.map(row => row.time),
      cause: own.map(row => row.cause),
      group: own.map(row => row.group),
      groups,
    })),
)

const fast = ({ time, cause, group, groups }: GrayRows, rho: number): Omit<GrayScores, 'pooledBefore'> => {
  const order = Uint32Array.from(time.keys()).sort((a, b) => time[a]! - time[b]!)
  const df = groups - 1
  const [score, variance] = [new Float64Array(df), new Float64Array(df * df)]
  const stratum = new GrayScore(groups, rho)
  stratum.run(
    Float64Array.from(order, row => time[row]!),
    order,
    Int32Array.from(cause),
    Int32Array.from(group),
    1,
  )
  stratum.addTo(score, variance)
  return {
    score: [...score],
    covariance: Array.from({ length: df }, (_, k) => [...variance.subarray(k * df, (k + 1) * df)]),
  }
}

// To 1e-11 of the number of rows: scores are differences of counts, and L(t) is at most 1 for rho >= 0.
const compare = (input: GrayRows, rho: number): void => {
  const found = fast(input, rho)
  const plain = plainGray(input, rho)
  // What is divided by 1 - F0(t-) is rounding where that is 0 but for rounding.
  if (plain.pooledBefore.some(incidence => Math.abs(1 - incidence) < 1e-9)) return
  const expected = plain.covariance.slice(0, -1).map(row => row.slice(0, -1))
  // Where the pooled incidence goes beyond 1, and L(t) is a root of it, neither is a number, and Gray's test refuses.
  if (!expected.flat().every(Number.isFinite)) {
    expect(found.covariance.flat().every(Number.isFinite)).toBe(false)
    return
  }
  found.score.forEach((value, k) => {
    expect(relativeDistance(value, plain.score[k]!, input.time.length)).toBeLessThan(1e-11)
    found.covariance[k]!.forEach((cell, l) =>
      expect(relativeDistance(cell, expected[k]![l]!, input.time.length)).toBeLessThan(1e-11),
    )
  })
}

describe('Gray’s score and variance', () => {
  test('are those of the paper’s formulas, with ties, several groups and weights', () => {
    fc.assert(fc.property(rows, fc.constantFrom(0, 1, 0.5), compare), { numRuns: 500 })
  })

  test('one subject, nobody with an event, one event each', () => {
    compare({ time: [3], cause: [1], group: [0], groups: 2 }, 0)
    compare({ time: [1, 2, 3], cause: [0, 0, 0], group: [0, 1, 0], groups: 2 }, 0)
    compare({ time: [1, 2, 3, 4], cause: [1, 2, 1, 2], group: [0, 1, 1, 0], groups: 2 }, 1)
  })

  test('by hand: the first of four subjects, two in each group, has the event', () => {
    // Expected 1/2 in its group; the variance is that of the log-rank test, 1/2 * 1/2.
    const { score, covariance } = fast({ time: [1, 2, 2, 2], cause: [1, 0, 0, 0], group: [0, 0, 1, 1], groups: 2 }, 0)
    expect(score).toEqual([0.5])
    expect(covariance).toEqual([[0.25]])
  })
})
