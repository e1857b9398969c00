import type { Codes } from './codes.js'

/**
 * The rows of one domain of a site in the shared schema, as columns. Rows stand subject by subject, a subject's rows in the
 * order of file id, row, then of the mapping.
 */
export interface SharedColumns {
  readonly count: number
  /** The rows of the site's subject s are `starts[s]` to before `starts[s + 1]`. */
  readonly starts: Int32Array
  /** Each row's place among the site's file ids, which stand in the order of their bytes. */
  readonly files: Codes
  /** Each row's number in its file. */
  readonly rows: Int32Array
  /** Only the fields that some row fills. */
  readonly fields: Readonly<Record<string, SharedField>>
}

/**
 * One field of a domain's rows. A value is a code where `codes` has one, else a number or a day. What no row has is null.
 */
export interface SharedField {
  /** By `rowStatus`. */
  readonly status: Uint8Array
  /** Into `texts`, 0 where the value is no code; the texts begin with an empty one. */
  readonly codes: Codes | null
  readonly texts: readonly string[]
  /** NaN where the value is no number. */
  readonly numbers: Float64Array | null
  /** By `relations`; null where every number is exact. */
  readonly relations: Uint8Array | null
  /** Into `unitTexts`, 0 for a number without a unit. */
  readonly units: Codes | null
  readonly unitTexts: readonly string[]
  /** Days since 1970-01-01, or since the subject's index in a study of day offsets; NaN where the value is no day. */
  readonly days: Float64Array | null
  /** By `precisions`; null where all of every day is known. */
  readonly precision: Uint8Array | null
  /** Marks days that were completed by a rule; null where none was. */
  readonly imputed: Uint8Array | null
  /** The value as received, into `receivedTexts`; 0, the empty text, where it is missing. */
  readonly received: Codes
  readonly receivedTexts: readonly string[]
  /** The unit as received, into `receivedUnitTexts`, 0 where there is none; null where no row has one. */
  readonly receivedUnits: Codes | null
  readonly receivedUnitTexts: readonly string[]
}
