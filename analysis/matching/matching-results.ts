import { results } from '../../protocol/results/catalogue.js'
import { keysOf } from '../../protocol/results/result-key.js'
import type { Matching } from '../../protocol/language/analyses.js'
import { standardDeviation } from '../../statistics/description/describe.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import { countDistinct, countWhere } from '../sets/select.js'
import type { SubjectTable } from '../sets/subject-table.js'
import { pairDistance, type TableMatching } from './table-matching.js'

/** The eligible subjects of a table with an unknown covariate. */
export interface IncompleteSubjects {
  readonly table: SubjectTable
  readonly incomplete: Int32Array
}

/** What was matched, and how it went: columns of the subjects who could be. */
export interface MatchingSummary extends IncompleteSubjects {
  readonly matching: Matching
  readonly treated: Uint8Array
  readonly distance: Float64Array
  /** 1 for those who could be in one arm only. */
  readonly separated: Uint8Array
  readonly found: Pick<TableMatching, 'score' | 'pairs'>
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
  const { matching, separated, found, incomplete, notes } = summary
  const { pairs } = found
  const n = summary.treated.length
  const treated = countWhere(n, row => summary.treated[row] === 1)
  const matched = countDistinct(pairs.pair)
  const provenance: Provenance = {
    ...describe(matching),
    notes: [...notes, ...incompleteNotes(summary)],
    n,
  }
  const caliper = rawCaliper(summary)
  const controls = countDistinct(pairs.control)
  const largest = largestDistance(found)
  return [
    makeResult(matchingKey('pairs'), matched, provenance),
    caliper === null
      ? notEstimable(matchingKey('caliper'), 'the study sets no caliper', provenance)
      : makeResult(matchingKey('caliper'), caliper, provenance),
    makeResult(matchingKey('treated-unmatched'), treated - matched, provenance),
    makeResult(matchingKey('control-unmatched'), n - treated - controls, provenance),
    makeResult(matchingKey('n'), n, provenance),
    makeResult(matchingKey('incomplete'), incomplete.length, provenance),
    makeResult(matchingKey('distance'), matching.distance, provenance),
    makeResult(matchingKey('largest-distance'), largest, {
      ...provenance,
      notes: largest === null ? [resultNote('not-estimable', 'not estimable: no pair')] : [],
    }),
    makeResult(matchingKey('controls'), controls, provenance),
    makeResult(matchingKey('control-uses'), pairs.pair.length, provenance),
    makeResult(
      matchingKey('separated'),
      countWhere(n, row => separated[row] === 1),
      provenance,
    ),
  ]
}

/** The same keys where nothing could be matched, with the reason. */
export const matchingRefused = (
  matching: Matching | undefined,
  incomplete: IncompleteSubjects,
  reason: string,
): readonly Result[] => {
  const provenance = {
    ...(matching === undefined ? { method: 'none' } : describe(matching)),
    notes: incompleteNotes(incomplete),
  }
  return statistics.map(statistic => notEstimable(matchingKey(statistic), reason, provenance))
}

const matchingKey = keysOf(results.matching, { set: 'all' })

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

const largestDistance = (found: Pick<TableMatching, 'score' | 'pairs'>): number | null => {
  let largest: number | null = null
  for (let row = 0; row < found.pairs.pair.length; row++) largest = Math.max(largest ?? 0, pairDistance(found, row))
  return largest
}

const incompleteNotes = ({ table, incomplete }: IncompleteSubjects): readonly ResultNote[] =>
  incomplete.length === 0
    ? []
    : [
        resultNote(
          'left-out',
          `${incomplete.length} eligible with an unknown covariate could not be matched: ${idsOf(table, incomplete)}`,
        ),
      ]

const mostNamed = 20

const idsOf = ({ displayIds }: SubjectTable, subjects: Int32Array): string => {
  const named = Array.from(subjects.subarray(0, mostNamed), subject => displayIds.at(subject))
  return [...named, ...(subjects.length > mostNamed ? [`${subjects.length - mostNamed} more`] : [])].join(', ')
}

const rawCaliper = ({ matching, distance, separated, caliper }: MatchingSummary): number | null => {
  if (matching.caliper === 'none') return null
  if (caliper !== null) return caliper
  const width = Number.parseFloat(matching.caliper)
  if (matching.caliper.endsWith('raw')) return width
  return width * standardDeviation(distance.filter((_, row) => separated[row] === 0))
}
