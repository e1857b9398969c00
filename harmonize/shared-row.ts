import type { DomainName } from '../protocol/schema/domains.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import type { MissingKind } from '../protocol/language/mapping/missing-kinds.js'
import type { Relation } from '../protocol/schema/relations.js'
import type { Told } from '../words/told.js'
import type { FindingKind } from '../words/finding-kinds.js'

/** A number with its standard unit, as converted, beside what was received. */
export interface QuantityValue {
  readonly kind: 'quantity'
  readonly number: number
  readonly relation: Relation
  /** The standard unit, or null for a count, a score or a test without one. */
  readonly unit: string | null
  readonly received: string
  readonly receivedUnit: string | null
}

/** A listed code. */
export interface CodeValue {
  readonly kind: 'code'
  readonly code: string
  readonly received: string
}

/** A plain number. */
export interface NumberValue {
  readonly kind: 'number'
  readonly number: number
  readonly received: string
}

/** A day: a calendar date, or in a study of day offsets a number of days since the subject's index; `imputed` when completed by the stated rule. */
export interface DayValue {
  readonly kind: 'day'
  readonly date: IsoDate | null
  readonly offset: number | null
  /** The time of day in seconds since midnight; null where none is known. */
  readonly time: number | null
  readonly precision: 'day' | 'month' | 'year'
  readonly imputed: boolean
  readonly received: string
}

/** A value that is not there: a kind of missing as the site says, or held by the product because of an issue. */
export interface MissingValue {
  readonly kind: 'missing'
  readonly reason: MissingKind | 'held'
}

/** A harmonized value of one field. */
export type SharedValue = QuantityValue | CodeValue | NumberValue | DayValue | MissingValue

/** Where a harmonized row came from; the column follows from the batch's mapping. */
export interface RowSource {
  readonly site: string
  /** The file's id in the site's mapping: it stays when the file comes under another name. */
  readonly fileId: string
  /** The name that the file is shown by; in rows read from the store a mark that stands for it, see `words/file-marks`. */
  readonly file: Told
  readonly sheet: Told
  readonly row: number
}

/** Where one field of a row came from: its column, and the kind of issue that holds it, if it is held. */
export interface FieldOrigin {
  readonly column: Told
  readonly trouble: Told | null
}

/** One row of the shared schema: a subject, a domain, its fields, and where it came from. */
export interface SharedRow {
  readonly domain: DomainName
  readonly subjectKey: string
  readonly source: RowSource
  /** Every field of the domain that the mapping fills. */
  readonly values: Readonly<Record<string, SharedValue>>
  /** Where the fields came from, on rows that were read together with their mapping and issues. */
  readonly origins?: Readonly<Record<string, FieldOrigin>>
}

/** What a record issue makes of the value or row: held, normalized and kept, or kept with a question to the site. */
export type IssueEffect = 'value held' | 'record held' | 'normalized' | 'query'

/** Something wrong in a value or row: where, what kind, what was expected; never the value of an identifier. */
export interface RecordIssue {
  readonly site: string
  readonly file: Told
  readonly sheet: Told
  readonly row: number
  readonly column: Told | null
  /** Null where the subject is not known. */
  readonly subjectKey: string | null
  /** A short stable word such as `impossible-date`, `unlisted-code`, `implausible-value`, `duplicate-differs`. */
  readonly kind: FindingKind
  readonly effect: IssueEffect
  /** What was found and expected, in a sentence for a data manager. */
  readonly message: Told
}

/** A subject as met at the door. */
export interface SubjectIdentity {
  readonly subjectKey: string
  readonly linkKey: string | null
  readonly site: string
  /** The received id, only where the mapping declares ids non-identifying. */
  readonly openId: string | null
}
