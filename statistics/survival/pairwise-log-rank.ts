import type { Adjustment } from '../multiplicity/adjust-p-values.js'
import { adjustPValues } from '../multiplicity/adjust-p-values.js'
import { takeColumn } from '../numeric/column.js'
import { identityOrder } from '../numeric/radix-sort.js'
import type { LogRankInput, LogRankResult } from './log-rank.js'
import { logRank } from './log-rank.js'

/** The log-rank test of two of several groups, with its P-value adjusted for the number of pairs. */
export interface PairwiseLogRank {
  readonly first: number
  readonly second: number
  readonly test: LogRankResult
  readonly adjustedP: number | null
}

/**
 * Log-rank tests of every pair of groups, each on those two groups alone, P-values adjusted (Holm by default). Agrees
 * with R `survdiff` on each pair and `p.adjust`. A pair that cannot be tested does not count in the adjustment.
 */
export const pairwiseLogRank = (
  input: LogRankInput,
  options: { readonly rho?: number; readonly adjustment?: Adjustment } = {},
): readonly PairwiseLogRank[] => {
  const codes = [...new Set(input.group)].sort((a, b) => a - b)
  const pairs = codes.flatMap((first, i) => codes.slice(i + 1).map(second => ({ first, second })))
  const tests = pairs.map(({ first, second }) => {
    const kept = (_: number, row: number): boolean => input.group[row] === first || input.group[row] === second
    const places = identityOrder(input.group.length).filter(row => kept(0, row))
    const time = takeColumn(input.time, places)
    const rows = { time, event: input.event.filter(kept), group: input.group.filter(kept) }
    return logRank(
      input.strata === undefined ? rows : { ...rows, strata: input.strata.filter(kept) },
      options.rho === undefined ? {} : { rho: options.rho },
    )
  })
  const known = tests.flatMap(({ p }) => (p === null ? [] : [p]))
  const adjusted = [...adjustPValues(known, options.adjustment ?? 'holm')]
  return pairs.map((pair, i) => {
    const test = tests[i]!
    return { ...pair, test, adjustedP: test.p === null ? null : (adjusted.shift() ?? null) }
  })
}
