import type { CodeRuns } from './columns/code-runs.js'
import type { RowNumbers } from './row-numbers.js'
import type { Told } from '../words/told.js'
import type { Cell, SourceIssue, SourceRow } from './source-record.js'

/** What is known of a table besides its rows. */
export interface TableHead {
  /** The sheet as the mapping names it, else its place such as `3 of 12` (`-` for text files). */
  readonly sheet: Told
  readonly header: readonly string[]
  /** Things to know that are not errors: an inferred encoding, a normalized header. */
  readonly notes: readonly Told[]
  /** The file's first rows as texts, header included: they show where the header seems to stand, and are never stored. */
  readonly top?: readonly (readonly string[])[]
  /** How many sheets a workbook has where its first was read for want of a name. */
  readonly sheets?: number
  /** How a text file was decoded; absent for a workbook. */
  readonly encoding?: string
  /** By their numbers the rows of which nobody can tell whether `only` or `except` leaves them out. */
  readonly untold?: ReadonlyMap<number, UntoldRow>
}

/** Why nobody can tell whether the mapping leaves a row out. */
export interface UntoldRow {
  readonly column: Told
  readonly message: Told
}

/** A table of a file, column by column: still with all that the file holds, so it exists in memory only. */
export interface ColumnTable extends TableHead {
  /** Each row's number in the file, header rows counted, from 1. */
  readonly rows: RowNumbers
  /** One for each position of the header. */
  readonly columns: readonly TableColumn[]
  readonly issues: readonly SourceIssue[]
  /** Rows of another length, which are issues too: in memory to distinguish a note or total from a subject's row. */
  readonly ragged: readonly SourceRow[]
  /** Cells that were filled with the ones above: by row a 1 where there is such a cell, and the columns by place. */
  readonly filled?: { readonly rows: Uint8Array; readonly columns: readonly number[] }
  /** The numbers of rows that the mapping leaves out of the table by `only` or `except`. */
  readonly leftOut?: Int32Array
}

/** Codes of rows in the narrowest array that holds them. */
export type NarrowCodes = Uint8Array | Uint16Array | Int32Array

/** One column of a table: each row's cell as an index into the distinct cells, of which the first is the empty one. */
export interface TableColumn {
  readonly codes: NarrowCodes | CodeRuns
  readonly cells: readonly Cell[]
}
