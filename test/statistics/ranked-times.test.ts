import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Column, takeColumn } from '../../statistics/numeric/column.js'
import { rankByTable } from '../../statistics/numeric/rank-by-table.js'
import { concordance } from '../../statistics/survival/concordance.js'
import { kaplanMeier, reverseKaplanMeier } from '../../statistics/survival/kaplan-meier.js'
import { logRank } from '../../statistics/survival/log-rank.js'
import { pairwiseLogRank } from '../../statistics/survival/pairwise-log-rank.js'
import { survivalSamples } from './support/samples.js'

// Times that no row has stand before, between and behind those of the rows; one differs from another by rounding.
const ranked = (time: Float64Array): Column => {
  const { distinct, rank } = rankByTable(time)!
  return {
    distinct: Float64Array.from([...distinct, 99].flatMap(each => [each - 0.5, each])),
    rank: rank.map(place => 2 * place + 1),
  }
}

test('times that are ranked give what the times of the rows give', () => {
  fc.assert(
    fc.property(survivalSamples, ({ time, event, group, covariate }) => {
      const ranks = ranked(time)
      expect(kaplanMeier({ time: ranks, event })).toEqual(kaplanMeier({ time, event }))
      expect(reverseKaplanMeier({ time: ranks, event })).toEqual(reverseKaplanMeier({ time, event }))
      const strata = Int32Array.from(covariate, value => value % 2)
      for (const rho of [0, 1]) {
        expect(logRank({ time: ranks, event, group }, { rho })).toEqual(logRank({ time, event, group }, { rho }))
        expect(logRank({ time: ranks, event, group, strata }, { rho })).toEqual(
          logRank({ time, event, group, strata }, { rho }),
        )
      }
      expect(pairwiseLogRank({ time: ranks, event, group })).toEqual(pairwiseLogRank({ time, event, group }))
      expect(concordance({ time: ranks, event, score: covariate })).toEqual(
        concordance({ time, event, score: covariate }),
      )
    }),
  )
})

test('rows that are counted give the curve of rows that weigh 1', () => {
  fc.assert(
    fc.property(survivalSamples, ({ time, event }) => {
      const weights = new Float64Array(time.length).fill(1)
      expect(kaplanMeier({ time, event })).toEqual(kaplanMeier({ time, event, weights }))
      expect(kaplanMeier({ time: ranked(time), event, weights }, { standardError: 'jackknife' })).toEqual(
        kaplanMeier({ time, event }, { standardError: 'jackknife' }),
      )
    }),
  )
})

test('ranked times that differ by rounding are one time', () => {
  const times: Column = { distinct: Float64Array.of(1, 1 + 1e-12, 2), rank: Uint32Array.of(0, 1, 2) }
  expect([...kaplanMeier({ time: times, event: Uint8Array.of(1, 1, 1) }).eventCount]).toEqual([2, 1])
  expect(takeColumn(times, [2, 0])).toEqual({ distinct: times.distinct, rank: Uint32Array.of(2, 0) })
})
