import type { Codes } from './codes.js'
import type { SharedColumns } from './shared-columns.js'
import type { SharedValue } from './shared-row.js'
import type { SharedSite } from './shared-site.js'

/** Texts, one for each distinct value; null where a value has none. */
export type PartTexts = readonly (string | null)[]

/** Distinct values of a field by their parts, each a column; a part that none of them has is null. */
export interface ValueParts {
  /** By `valueKinds`; the first value is the absent one. */
  readonly kinds: Uint8Array
  /** Listed codes. */
  readonly texts: PartTexts | null
  readonly numbers: Float64Array | null
  /** By `relations`. */
  readonly relations: Uint8Array | null
  readonly units: PartTexts | null
  /** Days since 1970-01-01. */
  readonly days: Float64Array | null
  readonly offsets: Float64Array | null
  /** Seconds since midnight. */
  readonly times: Float64Array | null
  /** By `precisions`. */
  readonly precisions: Uint8Array | null
  readonly imputed: Uint8Array | null
  /** What was received, where a value was not written just as it is kept. */
  readonly received: PartTexts | null
  readonly receivedUnits: PartTexts | null
}

/** One field of a domain's rows: each row's value as an index into the parts; a value as an object is made where it is asked for. */
export interface FieldInParts {
  readonly codes: Codes
  readonly parts: ValueParts
  readonly valueAt: (code: number) => SharedValue | null
}

/** The rows of one domain, with the values of their fields in parts. */
export interface ColumnsInParts extends Omit<SharedColumns, 'fields'> {
  readonly fields: Readonly<Record<string, FieldInParts>>
}

/** Subjects with their rows in the shared schema, with values in parts: as they are stored, and as the cohort reads them. */
export interface SiteInParts extends Omit<SharedSite, 'domains'> {
  readonly domains: Readonly<Partial<Record<keyof SharedSite['domains'], ColumnsInParts>>>
}
