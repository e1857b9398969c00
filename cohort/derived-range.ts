import type { OpenRange } from './range/open-range.js'
import type { DoubtfulRow } from './outcomes/doubtful-follow-up.js'
import type { RuleFindings } from './rules/compile-rules.js'
import type { EndpointColumn } from './outcomes/derive-endpoint.js'
import type { StatusColumns } from './selection/conclude-statuses.js'
import type { LinkedRecord } from './selection/find-duplicates.js'
import type { CompiledCriterion } from './selection/judge-criteria.js'

/** What is derived of a range and is asked about. */
export interface DerivedRange {
  readonly open: OpenRange
  readonly criteria: readonly CompiledCriterion[]
  readonly status: StatusColumns
  readonly endpoints: readonly EndpointColumn[]
  /** Rows that make a subject's follow-up doubtful, endpoint by endpoint. */
  readonly doubtsOf: (subject: number) => readonly DoubtfulRow[]
  readonly rules: RuleFindings
  /** The record that counts instead of a duplicate's, by subject. */
  readonly countedAs: ReadonlyMap<number, LinkedRecord>
}

/** A subject's reasons. */
export const reasonsOf = ({ status }: Pick<DerivedRange, 'status'>, subject: number): readonly string[] =>
  status.reasonLists[status.reasons[subject]!]!
