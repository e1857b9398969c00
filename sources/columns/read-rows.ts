import type { Told } from '../../words/told.js'
import type { ColumnTable } from '../column-table.js'

/** The rows of a table, column by column, with what was wrong with some. */
export type ReadRows = Pick<ColumnTable, 'rows' | 'columns' | 'issues' | 'ragged' | 'notes'>

/** A table whose header is known and whose rows are still to be read. */
export interface OpenTable {
  readonly sheet: Told
  readonly header: readonly string[]
  /** The file's first rows as texts, header included. */
  readonly top: readonly (readonly string[])[]
  readonly encoding?: string
  /** How many sheets a workbook has where its first was read for want of a name. */
  readonly sheets?: number
  /** Reads the rows. What is wrong with the file as a whole is thrown where it is seen, the last row included. */
  readonly read: () => Promise<ReadRows>
}
