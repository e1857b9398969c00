import type { Result } from '../results/result.js'
import type { PairColumns } from '../sets/pair-columns.js'

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
