import type { DomainName } from '../../protocol/schema/domains.js'
import type { Codes } from '../codes.js'
import type { TableRows } from '../columns/table-rows.js'
import type { SharedValue } from '../shared-row.js'

/** One field of a block's rows: each row's value as a code; without codes all rows have the first value. */
export interface BlockField {
  readonly field: string
  readonly codes: Codes | null
  /** By code; nothing for a code that does not occur. */
  readonly values: readonly (SharedValue | undefined)[]
}

/** The shared rows that a block makes of a file's rows: one of each, or of a wide block those of one of its columns. */
export interface BlockRows {
  readonly domain: DomainName
  /** The block's place in the mapping, and of a wide block the column's place in it. */
  readonly block: number
  readonly place: number
  readonly source: TableRows
  /** Marks the rows of the source that make a shared row; null where all do. */
  readonly made: Uint8Array | null
  /** In the order of the mapping, quantities last. */
  readonly fields: readonly BlockField[]
}

/** The value of a field in one row. */
export const valueAt = ({ codes, values }: BlockField, row: number): SharedValue | undefined =>
  values[codes === null ? 0 : codes[row]!]
