import { type KeyWriter } from '../../protocol/results/result-key.js'
import { clopperPearson, wilson } from '../../statistics/description/proportion.js'
import { attempt } from '../results/attempt.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'

/** The names of the intervals of a proportion. */
export const intervalMethods = {
  'clopper-pearson': 'Proportion with exact interval (Clopper-Pearson)',
  wilson: 'Proportion with score interval (Wilson)',
} as const

/** A rate from 0 to 1 with its 95% interval, and the count that it is of. */
export const proportionInterval = (
  key: KeyWriter<'n' | 'rate' | 'lower' | 'upper'>,
  successes: number,
  n: number,
  provenance: Provenance,
  interval: keyof typeof intervalMethods,
): readonly Result[] => {
  const counted = {
    ...provenance,
    n,
    events: successes,
    settings: { ...provenance.settings, interval, confidence: 0.95 },
  }
  const statistics = ['rate', 'lower', 'upper'] as const
  const counts = makeResult(key('n'), successes, counted)
  if (n === 0)
    return [counts, ...statistics.map(statistic => notEstimable(key(statistic), 'nobody to take the rate of', counted))]
  const tried = attempt(() => (interval === 'wilson' ? wilson(successes, n) : clopperPearson(successes, n)))
  if (!tried.estimable)
    return [counts, ...statistics.map(statistic => notEstimable(key(statistic), tried.reason, counted))]
  const { estimate, lower, upper, notes } = tried.estimate
  const found = { rate: estimate, lower, upper }
  return [
    counts,
    ...statistics.map(statistic =>
      makeResult(key(statistic), found[statistic], {
        ...counted,
        notes: [...(provenance.notes ?? []), ...notes],
      }),
    ),
  ]
}
