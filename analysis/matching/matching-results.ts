import type { CohortSubject } from '../../cohort/cohort.js'
import type { Matching } from '../../protocol/language/analyses.js'
import { standardDeviation } from '../../statistics/description/describe.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import { count } from '../results/number-statistics.js'
import { resultKey } from '../results/result-key.js'
import type { MatchedPair, Result } from '../results/result.js'
import { type ResultNote, resultNote } from '../results/result-note.js'

/** What was matched, and how it went. */
export interface MatchingSummary {
  readonly matching: Matching
  readonly rows: readonly CohortSubject[]
  readonly distance: Float64Array
  /** 1 for those who could be in one arm only. */
  readonly separated: Uint8Array
  readonly pairs: readonly MatchedPair[]
  readonly incomplete: readonly CohortSubject[]
  /** The raw width, where matching gave it. */
  readonly caliper: number | null
  readonly notes: readonly ResultNote[]
}

/** The statistics of a matching as they stand in result keys. */
const statistics = [
  'pairs',
  'caliper',
  'treated-unmatched',
  'control-unmatched',
  'n',
  'incomplete',
  'distance',
  'largest-distance',
  'controls',
  'control-uses',
  'separated',
] as const

/** The numbers of a matching: subjects, pairs, who stayed alone, the caliper on the distance's own scale. */
export const matchingResults = (summary: MatchingSummary): readonly Result[] => {
  const { matching, rows, separated, pairs, incomplete, notes } = summary
  const matched = new Set(pairs.map(({ pair }) => pair)).size
  const treated = count(rows, ({ arm }) => arm === 'treated')
  const provenance: Provenance = {
    ...describe(matching),
    notes: [...notes, ...incompleteNotes(incomplete)],
    n: rows.length,
  }
  const caliper = rawCaliper(summary)
  const controls = new Set(pairs.map(({ control }) => control)).size
  return [
    makeResult(matchingKey('pairs'), matched, provenance),
    caliper === null
      ? notEstimable(matchingKey('caliper'), 'the study sets no caliper', provenance)
      : makeResult(matchingKey('caliper'), caliper, provenance),
    makeResult(matchingKey('treated-unmatched'), treated - matched, provenance),
    makeResult(matchingKey('control-unmatched'), rows.length - treated - controls, provenance),
    makeResult(matchingKey('n'), rows.length, provenance),
    makeResult(matchingKey('incomplete'), incomplete.length, provenance),
    makeResult(matchingKey('distance'), matching.distance, provenance),
    makeResult(
      matchingKey('largest-distance'),
      pairs.length === 0 ? null : Math.max(...pairs.map(({ distance }) => distance)),
      {
        ...provenance,
        notes: pairs.length === 0 ? [resultNote('not-estimable', 'not estimable: no pair')] : [],
      },
    ),
    makeResult(matchingKey('controls'), controls, provenance),
    makeResult(matchingKey('control-uses'), pairs.length, provenance),
    makeResult(
      matchingKey('separated'),
      separated.reduce((sum, apart) => sum + apart, 0),
      provenance,
    ),
  ]
}

/** The same keys where nothing could be matched, with the reason. */
export const matchingRefused = (
  matching: Matching | undefined,
  incomplete: readonly CohortSubject[],
  reason: string,
): readonly Result[] => {
  const provenance = {
    ...(matching === undefined ? { method: 'none' } : describe(matching)),
    notes: incompleteNotes(incomplete),
  }
  return statistics.map(statistic => notEstimable(matchingKey(statistic), reason, provenance))
}

const matchingKey = (statistic: string): string => resultKey('matching', 'all', '', '', '', statistic)

const describe = (matching: Matching): Provenance => ({
  method: 'Greedy nearest-neighbour matching on the propensity score',
  settings: {
    distance: matching.distance,
    order: matching.order,
    ratio: matching.ratio,
    caliper: matching.caliper,
    replacement: matching.replacement,
    ties: matching.ties,
  },
  sources: ['eligible subjects', 'propensity scores'],
})

const incompleteNotes = (incomplete: readonly CohortSubject[]): readonly ResultNote[] =>
  incomplete.length === 0
    ? []
    : [
        resultNote(
          'left-out',
          `${incomplete.length} eligible with an unknown covariate could not be matched: ${idsOf(incomplete)}`,
        ),
      ]

const mostNamed = 20

const idsOf = (subjects: readonly CohortSubject[]): string => {
  const named = subjects.slice(0, mostNamed).map(({ displayId }) => displayId)
  return [...named, ...(subjects.length > mostNamed ? [`${subjects.length - mostNamed} more`] : [])].join(', ')
}

const rawCaliper = ({ matching, distance, separated, caliper }: MatchingSummary): number | null => {
  if (matching.caliper === 'none') return null
  if (caliper !== null) return caliper
  const width = Number.parseFloat(matching.caliper)
  if (matching.caliper.endsWith('raw')) return width
  return width * standardDeviation(distance.filter((_, row) => separated[row] === 0))
}
