import type { Arm } from './arms.js'
import type { Delivered } from '../protocol/facts/mapping-blocks.js'
import type { NeverHad } from '../protocol/facts/nobody-had.js'
import type { Relation } from '../protocol/schema/relations.js'
import type { SharedRow, RowSource } from '../harmonize/shared-row.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import type { Severity } from '../words/severity.js'
import type { Told } from '../words/told.js'
import type { FindingKind, RuleName } from '../words/finding-kinds.js'

/** One subject with all shared-schema rows that count at the data cut: what the pure rooms work on. */
export interface SubjectRecord {
  readonly subjectKey: string
  readonly displayId: string
  readonly site: string
  readonly linkKey: string | null
  readonly rows: readonly SharedRow[]
  /**
   * Domains that the site's mapping delivers, where `any` and `count` over no row are false and 0, and fields of them:
   * a row that does not fill a field that others fill is none of those that a condition on it asks for.
   */
  readonly delivered: readonly Delivered[]
  /** What nobody of the site had, as its mapping says: `any` and `count` of it are false and 0. */
  readonly nobody?: readonly NeverHad[]
  /** The texts that stand in the site's mapping: a unit among them may be shown. */
  readonly mapped?: ReadonlySet<string>
  /** Why the whole record is held (rows that differ, an unreadable id), or null. */
  readonly heldBecause: Told | null
}

/** Met, not met, or cannot tell. */
export type Truth = 'true' | 'false' | 'unknown'

/** The value of a variable with the rows that it came from. */
export interface VariableValue {
  /** Null is unknown. */
  readonly value: string | number | boolean | null
  /** For a number known only as a limit. */
  readonly relation: Relation
  readonly unit: Told | null
  /** Why it is unknown, in words, else null. */
  readonly because: Told | null
  readonly sources: readonly RowSource[]
}

/** One criterion's verdict for one subject, with the values it was decided on. */
export interface CriterionVerdict {
  readonly criterion: string
  readonly kind: 'inclusion' | 'exclusion'
  readonly truth: Truth
  /** What follows: the subject passes, is excluded, or is held. */
  readonly outcome: 'passes' | 'excluded' | 'held'
  /** Variable, value in words: data of the subject as the door let it in, kept with the subject and shown in no message. */
  readonly values: Readonly<Record<string, string>>
}

/** A derived time to event. */
export interface TimeToEvent {
  readonly endpoint: string
  /** In days since index, unrounded; the endpoint's unit is applied by `time`. */
  readonly days: number
  readonly time: number
  readonly event: boolean
  /** One of ours, or the text of the study's own source of events: no received text gets here. */
  readonly reason: string
  readonly date: IsoDate | null
  readonly sources: readonly RowSource[]
}

/** Best overall response on one target. */
export interface BestResponse {
  readonly target: string
  readonly response: 'cr' | 'pr' | 'sd' | 'pd' | 'ne'
  readonly sources: readonly RowSource[]
}

/** Worst grade in one category of adverse events. */
export interface WorstGrade {
  readonly category: string
  readonly grade: number
  readonly sources: readonly RowSource[]
}

/** A covariate's value, and its level where it has levels. */
export interface CovariateValue {
  readonly value: number | null
  readonly level: string | null
}

/** One subject after selection and derivation. */
export interface CohortSubject {
  readonly subjectKey: string
  readonly displayId: string
  readonly site: string
  readonly status: 'eligible' | 'excluded' | 'held'
  /** The first reason by the criteria's order; null when eligible. */
  readonly firstReason: string | null
  readonly reasons: readonly string[]
  readonly verdicts: readonly CriterionVerdict[]
  readonly indexDate: IsoDate | null
  /** The arm by its rule, for any subject for whom it is known. */
  readonly arm: Arm | null
  readonly variables: Readonly<Record<string, VariableValue>>
  readonly covariates: Readonly<Record<string, CovariateValue>>
  readonly endpoints: Readonly<Record<string, TimeToEvent>>
  readonly responses: Readonly<Record<string, BestResponse>>
  readonly worstGrades: Readonly<Record<string, WorstGrade>>
  readonly subsequent: { readonly therapy: string; readonly sources: readonly RowSource[] } | null
}

/** A question to the site: what holds a subject, or what does not fit together across rows (a scan after death). */
export interface CohortQuery {
  readonly site: string
  readonly displayId: string
  readonly kind: FindingKind | RuleName
  readonly severity: Severity
  readonly message: Told
  readonly sources: readonly RowSource[]
}

/** One step of the attrition: whom it took away by first reason, by site and by known arm too, and how many remain. */
export interface AttritionStep {
  readonly criterion: string
  readonly excluded: number
  readonly remaining: number
  readonly bySite: Readonly<Record<string, number>>
  readonly byArm: Readonly<Record<string, number>>
}

/** The study's cohort: every subject assessed, and the attrition. */
export interface Cohort {
  readonly subjects: readonly CohortSubject[]
  readonly attrition: readonly AttritionStep[]
  readonly queries: readonly CohortQuery[]
}
