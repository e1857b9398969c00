import type { MatchedPair, MatchingOutcome, Result } from '../results/result.js'
import { eligibleInAnyOrder } from '../sets/analysis-set.js'
import type { PairColumns } from '../sets/pair-columns.js'
import { orderByText } from '../sets/order-by-text.js'
import { select } from '../sets/select.js'
import type { SubjectTable } from '../sets/subject-table.js'
import type { TextColumn } from '../sets/text-column.js'

/** Propensity scores and pairs of the subjects of a table. */
export interface TableMatching {
  /** Each subject's distance; NaN where it has none. */
  readonly score: Float64Array
  readonly pairs: PairColumns
  readonly results: readonly Result[]
}

/** How far the two of a row of pairs lie apart. */
export const pairDistance = ({ score, pairs }: Pick<TableMatching, 'score' | 'pairs'>, row: number): number =>
  Math.abs(score[pairs.treated[row]!]! - score[pairs.control[row]!]!)

/** The same matching by display ids, as it is stored and reported. */
export const matchingByIds = ({ displayIds, n }: SubjectTable, matching: TableMatching): MatchingOutcome => {
  const { score, pairs, results } = matching
  const scored = orderByText(
    select(n, subject => !Number.isNaN(score[subject]!)),
    subject => displayIds.at(subject),
  )
  const scores = Object.fromEntries(Array.from(scored, subject => [displayIds.at(subject), score[subject]!]))
  return { scores, pairs: Array.from(pairs.pair, (_, row) => pairByIds(displayIds, matching, row)), results }
}

const pairByIds = (displayIds: TextColumn, matching: TableMatching, row: number): MatchedPair => {
  const { pairs, score } = matching
  const [treated, control] = [pairs.treated[row]!, pairs.control[row]!]
  return {
    pair: pairs.pair[row]!,
    treated: displayIds.at(treated),
    control: displayIds.at(control),
    treatedScore: score[treated]!,
    controlScore: score[control]!,
    distance: pairDistance(matching, row),
  }
}

/** A stored matching over the subjects of a table. */
export const matchingOfIds = (table: SubjectTable, { scores, pairs, results }: MatchingOutcome): TableMatching => {
  const subjectOf = new Map<string, number>()
  for (const subject of eligibleInAnyOrder(table)) subjectOf.set(table.displayIds.at(subject), subject)
  const score = new Float64Array(table.n).fill(NaN)
  for (const [id, subject] of subjectOf) score[subject] = scores[id] ?? NaN
  const find = (id: string): number => {
    const subject = subjectOf.get(id)
    if (subject === undefined) throw new Error(`${id} is in a matched pair and is not eligible`)
    return subject
  }
  return {
    score,
    pairs: {
      pair: Int32Array.from(pairs, ({ pair }) => pair),
      treated: Int32Array.from(pairs, ({ treated }) => find(treated)),
      control: Int32Array.from(pairs, ({ control }) => find(control)),
    },
    results,
  }
}
