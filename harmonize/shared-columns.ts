import type { Codes } from './codes.js'
import type { SharedValue } from './shared-row.js'

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
  /** Only the fields that some row fills, in the order of the catalogue. */
  readonly fields: Readonly<Record<string, SharedField>>
}

/**
 * One field of a domain's rows: each row's value as an index into the distinct ones. What is asked of values is asked once
 * for each distinct one: its number, its day as a count, its status.
 */
export interface SharedField {
  readonly codes: Codes
  /** Each value once, with its text and unit as received; the first is null and stands where a block does not fill the field. */
  readonly values: readonly (SharedValue | null)[]
}
