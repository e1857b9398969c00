import type { LinkedRecord } from '../selection/find-duplicates.js'
import type { RowFile, SubjectColumns } from '../input/subject-range.js'
import type { RangeQueries } from '../questions/raise-queries.js'
import type { UnreadColumn } from '../questions/unread-codes.js'
import type { AttritionCounts } from '../selection/count-attrition.js'
import type { LevelColumn } from '../selection/derive-covariates.js'
import type { CompiledCriterion } from '../selection/judge-criteria.js'
import type { NumberColumn } from './narrow.js'
import type { PackedLineage } from './packed-lineage.js'
import type { VariableValues } from './variable-values.js'

/** A range of subjects after selection and derivation, as columns by the subject's number: plain data that a process can send. */
export interface SelectedRange {
  readonly subjects: SubjectColumns
  readonly files: readonly RowFile[]
  /** True where days are calendar dates, false where they are offsets. */
  readonly calendar: boolean
  /** Into `statuses`. */
  readonly statuses: Uint8Array
  /** Into `reasonLists`; the first reason of a list is the first by the study's order. */
  readonly reasons: NumberColumn
  readonly reasonLists: readonly (readonly string[])[]
  /** The record that counts instead of a duplicate's, by subject. */
  readonly countedAs: ReadonlyMap<number, LinkedRecord>
  readonly verdicts: readonly VerdictColumn[]
  /** The number of the index day; NaN where it is not known. */
  readonly indexDays: Float64Array
  /** Into `armCodes`. */
  readonly arms: Uint8Array
  readonly variables: readonly VariableValues[]
  readonly covariates: readonly LevelColumn[]
  readonly endpoints: readonly EndpointTimes[]
  readonly responses: readonly TargetResponses[]
  readonly worstGrades: readonly CategoryGrades[]
  readonly subsequent: SubsequentTherapies | null
  readonly queries: RangeQueries
  readonly unread: readonly UnreadColumn[]
  readonly attrition: AttritionCounts
}

/** A criterion's truths; what follows of each, and the values it was decided on, follow from them and the variables. */
export interface VerdictColumn {
  readonly criterion: Omit<CompiledCriterion, 'judge'>
  readonly truths: Uint8Array
}

/** Times to event of one endpoint. */
export interface EndpointTimes {
  readonly id: string
  /** The unit in which its times are reported. */
  readonly unit: 'months' | 'days'
  /** In days since the index day; -1 for a subject without a time. */
  readonly days: NumberColumn
  readonly events: Uint8Array
  /** Into `reasonTexts`. */
  readonly reasons: NumberColumn
  readonly reasonTexts: readonly string[]
  readonly sources: PackedLineage
}

/** Best overall responses on one target. */
export interface TargetResponses {
  readonly target: string
  /** Into `responses`. */
  readonly responses: Uint8Array
  readonly sources: PackedLineage
}

/** Worst grades in one category of adverse events. */
export interface CategoryGrades {
  readonly category: string
  /** 0 for a subject without an event. */
  readonly grades: NumberColumn
  readonly sources: PackedLineage
}

/** Therapies after the index date. */
export interface SubsequentTherapies {
  /** Into `therapies`; -1 for a subject without one. */
  readonly codes: NumberColumn
  readonly therapies: readonly string[]
  readonly sources: PackedLineage
}
