import type { Told } from '../../words/told.js'
import type { Cell, SourceIssue, SourceRow } from '../source-record.js'

/**
 * One column of a batch: each row's cell as an index into the distinct cells, of which the first is the empty one. Distinct
 * is what was written: a workbook's `5` and `5.0` are two cells that are equal.
 */
export interface ColumnBatch {
  readonly codes: Int32Array
  readonly cells: readonly Cell[]
}

/** Some rows of a table, column by column; `rows` are their numbers in the file, ascending. */
export interface TableBatch {
  readonly rows: Int32Array
  /** One for each position of the header; a column that was not asked for has no codes and the empty cell alone. */
  readonly columns: readonly ColumnBatch[]
}

/** What is known of a table once all of its rows were read. */
export interface TableEnd {
  readonly rows: number
  readonly notes: readonly Told[]
  /** Trouble with rows, the first of it only; how much there is in all. */
  readonly issues: readonly SourceIssue[]
  readonly issueCount: number
  /** The rows of those issues, as far as they have cells. */
  readonly ragged: readonly SourceRow[]
}

/** A table whose header is known and whose rows are still to be read. */
export interface OpenTable {
  readonly sheet: Told
  readonly header: readonly string[]
  /** The file's first rows as texts, header included. */
  readonly top: readonly (readonly string[])[]
  readonly encoding?: string
  /** How many sheets a workbook has where its first was read for want of a name. */
  readonly sheets?: number
  /**
   * The rows in batches, each read only when it is asked for; of columns at other positions than those asked for no text
   * is made. What is wrong with the file as a whole is thrown where it is seen, the last row included.
   */
  readonly batches: (asked?: ReadonlySet<number>) => AsyncGenerator<TableBatch, TableEnd, undefined>
}
