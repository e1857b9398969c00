import { type KeyWriter } from '../../protocol/results/result-key.js'
import type { Analyses } from '../../protocol/language/analyses.js'
import { mcNemar } from '../../statistics/tables/mc-nemar.js'
import { attempt } from '../results/attempt.js'
import { chiSquareBehind, type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { type AnalysisSet, allPlaces, armCode } from '../sets/analysis-set.js'
import { copiesNotes } from '../sets/people.js'

/** The statistics of McNemar's test as they stand in result keys. */
const pairStatistics = ['mcnemar-p', 'mcnemar-chi-square', 'mcnemar-exact-p', 'mcnemar-discordant'] as const

/**
 * McNemar's test over matched pairs of one control each: only pairs whose two subjects differ tell anything. Corrected
 * for continuity where the study's rule for proportions is; the exact P of the same pairs stands beside.
 */
export const testPairs = (
  key: KeyWriter<(typeof pairStatistics)[number]>,
  set: AnalysisSet,
  places: Int32Array,
  holds: (place: number) => boolean,
  rule: Analyses['proportions'],
  provenance: Omit<Provenance, 'method'>,
): readonly Result[] => {
  const continuity = rule.continuity === 'yates'
  const described: Provenance = {
    ...provenance,
    method: continuity ? 'McNemar chi-square with continuity correction' : 'McNemar chi-square',
    settings: { ...provenance.settings, continuity },
    notes: [...(provenance.notes ?? []), ...copiesNotes(set, allPlaces(set))],
  }
  const refuse = (reason: string): readonly Result[] =>
    pairStatistics.map(statistic => notEstimable(key(statistic), reason, described))
  const pairs = countPairAnswers(set, places, holds)
  if (pairs === null) return refuse('McNemar needs one control to each treated subject')
  if (pairs.n === 0) return refuse('no matched pair')
  const { table } = pairs
  const tried = attempt(() => mcNemar(table, { continuity }))
  if (!tried.estimable) return refuse(tried.reason)
  const { statistic, df, p, exactP, discordant, notes } = tried.estimate
  const found: Provenance = {
    ...described,
    n: pairs.n,
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

interface PairAnswers {
  readonly n: number
  /** By whether it holds of the treated, then of the control: yes before no. */
  readonly table: readonly (readonly [number, number])[]
}

/** Pairs of which both are counted, by their answers; null where a treated subject has several controls. */
const countPairAnswers = (
  { arm, cluster }: AnalysisSet,
  places: Int32Array,
  holds: (place: number) => boolean,
): PairAnswers | null => {
  if (cluster === null)
    return {
      n: 0,
      table: [
        [0, 0],
        [0, 0],
      ],
    }
  const most = cluster.reduce((highest, pair) => Math.max(highest, pair), 0)
  const treatedOf = new Int32Array(most + 1).fill(-1)
  const controlOf = new Int32Array(most + 1).fill(-1)
  for (const place of places) {
    const pair = cluster[place]!
    if (arm[place] === armCode.treated) treatedOf[pair] = place
    else if (controlOf[pair] === -1) controlOf[pair] = place
    else return null
  }
  const counts = [0, 0, 0, 0] as [number, number, number, number]
  for (let pair = 0; pair <= most; pair++) {
    const [treated, control] = [treatedOf[pair]!, controlOf[pair]!]
    if (treated >= 0 && control >= 0) counts[(holds(treated) ? 0 : 2) + (holds(control) ? 0 : 1)]!++
  }
  const [both, treatedAlone, controlAlone, neither] = counts
  return {
    n: both + treatedAlone + controlAlone + neither,
    table: [
      [both, treatedAlone],
      [controlAlone, neither],
    ],
  }
}
