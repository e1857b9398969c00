import type { Analyses } from '../../protocol/language/analyses.js'
import { mcNemar } from '../../statistics/tables/mc-nemar.js'
import { attempt } from '../results/attempt.js'
import { chiSquareBehind, type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { copiesNotes, type Sample, type SampleRow } from '../sample.js'

/** The statistics of McNemar's test as they stand in result keys. */
const pairStatistics = ['mcnemar-p', 'mcnemar-chi-square', 'mcnemar-exact-p', 'mcnemar-discordant'] as const

/**
 * McNemar's test over matched pairs of one control each: only pairs whose two subjects differ tell anything. Corrected
 * for continuity where the study's rule for proportions is; the exact P of the same pairs stands beside.
 */
export const testPairs = (
  key: (statistic: string) => string,
  sample: Sample,
  rows: readonly SampleRow[],
  holds: (row: SampleRow) => boolean,
  rule: Analyses['proportions'],
  provenance: Omit<Provenance, 'method'>,
): readonly Result[] => {
  const continuity = rule.continuity === 'yates'
  const described: Provenance = {
    ...provenance,
    method: continuity ? 'McNemar chi-square with continuity correction' : 'McNemar chi-square',
    settings: { ...provenance.settings, continuity },
    notes: [...(provenance.notes ?? []), ...copiesNotes(sample.rows)],
  }
  const refuse = (reason: string): readonly Result[] =>
    pairStatistics.map(statistic => notEstimable(key(statistic), reason, described))
  const pairs = completePairs(rows)
  if (pairs === null) return refuse('McNemar needs one control to each treated subject')
  if (pairs.length === 0) return refuse('no matched pair')
  const table = [true, false].map(treated =>
    [true, false].map(
      control => pairs.filter(pair => holds(pair.treated) === treated && holds(pair.control) === control).length,
    ),
  )
  const tried = attempt(() => mcNemar(table, { continuity }))
  if (!tried.estimable) return refuse(tried.reason)
  const { statistic, df, p, exactP, discordant, notes } = tried.estimate
  const found: Provenance = {
    ...described,
    n: pairs.length,
    events: discordant,
    notes: [...(described.notes ?? []), ...notes],
  }
  const lesser = Math.min(table[0]?.[1] ?? 0, table[1]?.[0] ?? 0)
  const exact: Provenance = {
    ...found,
    method: 'McNemar exact (binomial of the discordant pairs)',
    settings: { ...provenance.settings },
    notes: described.notes ?? [],
  }
  return [
    makeResult(key('mcnemar-p'), p, { ...found, test: chiSquareBehind(statistic, df) }),
    makeResult(key('mcnemar-chi-square'), statistic, found),
    exactP === null
      ? notEstimable(key('mcnemar-exact-p'), 'no pair is discordant', exact)
      : makeResult(key('mcnemar-exact-p'), exactP, {
          ...exact,
          test: { distribution: 'binomial', statistic: lesser, trials: discordant },
        }),
    makeResult(key('mcnemar-discordant'), discordant, { ...exact, method: 'Count' }),
  ]
}

interface Pair {
  readonly treated: SampleRow
  readonly control: SampleRow
}

/** Pairs of which both are counted; null when a treated subject has several controls. */
const completePairs = (rows: readonly SampleRow[]): readonly Pair[] | null => {
  const byPair = new Map<number, { treated: SampleRow[]; control: SampleRow[] }>()
  for (const row of rows) {
    if (row.pair === null) continue
    const pair = byPair.get(row.pair) ?? { treated: [], control: [] }
    pair[row.treated ? 'treated' : 'control'].push(row)
    byPair.set(row.pair, pair)
  }
  const sets = [...byPair.values()]
  if (sets.some(({ control }) => control.length > 1)) return null
  return sets.flatMap(({ treated: [treated], control: [control] }) =>
    treated && control ? [{ treated, control }] : [],
  )
}
