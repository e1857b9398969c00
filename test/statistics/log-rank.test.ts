import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { logRank } from '../../statistics/survival/log-rank.js'
import { codes, flags, permutation, reals, reorder, survivalSamples } from './support/samples.js'

test('by hand: two events, each expected by the share at risk', () => {
  const result = logRank({ time: reals(3, 1, 2, 4), event: flags(0, 1, 1, 0), group: codes(0, 0, 1, 1) })
  expect(result.groups.map(({ observed, expected }) => [observed, expected])).toEqual([
    [1, 1 / 2 + 1 / 3],
    [1, 1 / 2 + 2 / 3],
  ])
  expect(result.variance[0]).toBeCloseTo(1 / 4 + 2 / 9, 14)
  expect(result.chiSquare).toBeCloseTo((1 - 5 / 6) ** 2 / (1 / 4 + 2 / 9), 12)
  expect(result.df).toBe(1)
})

test('all censored: no statistic, and the reason', () => {
  const result = logRank({ time: reals(1, 2), event: flags(0, 0), group: codes(0, 1) })
  expect(result).toMatchObject({ chiSquare: null, p: null, logP: null })
  expect(result.notes.map(({ kind }) => kind)).toContain('not-estimable')
})

test('one group alone cannot be compared', () => {
  expect(logRank({ time: reals(1, 2), event: flags(1, 1), group: codes(7, 7) })).toMatchObject({ chiSquare: null })
})

test('a group alone in its stratum is left out by name', () => {
  const result = logRank({
    time: reals(1, 2, 3, 4, 1, 2),
    event: flags(1, 1, 1, 1, 1, 1),
    group: codes(0, 1, 0, 1, 2, 2),
    strata: codes(0, 0, 0, 0, 1, 1),
  })
  expect(result.df).toBe(1)
  expect(result.notes.find(({ kind }) => kind === 'left-out')?.text).toContain('2')
})

test('observed and expected events sum to the same, and the statistic is not negative', () => {
  fc.assert(
    fc.property(survivalSamples, sample => {
      const { groups, chiSquare } = logRank(sample)
      const sum = (of: 'observed' | 'expected'): number => groups.reduce((total, group) => total + group[of], 0)
      expect(sum('expected')).toBeCloseTo(sum('observed'), 9)
      if (chiSquare !== null) expect(chiSquare).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('rows in another order give the same test, bit for bit', () => {
  fc.assert(
    fc.property(survivalSamples, fc.integer(), fc.constantFrom(0, 1), ({ time, event, group }, seed, rho) => {
      const order = permutation(time.length, seed)
      const other = { time: reorder(time, order), event: reorder(event, order), group: reorder(group, order) }
      expect(logRank(other, { rho })).toEqual(logRank({ time, event, group }, { rho }))
    }),
  )
})

test('without ties it is the score test of a Cox model', () => {
  const time = reals(5, 1, 9, 3, 7, 2, 8, 6)
  const event = flags(1, 1, 0, 1, 1, 1, 1, 0)
  const group = codes(0, 1, 0, 1, 0, 1, 1, 0)
  const score = fitCox({ time, event, covariates: [Float64Array.from(group)] }).score
  expect(logRank({ time, event, group }).chiSquare).toBeCloseTo(score?.statistic as number, 10)
})
