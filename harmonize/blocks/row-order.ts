import { tableRow } from '../columns/table-rows.js'
import type { BlockRows } from './block-rows.js'

/** One row of a block: whose number among several blocks, and its place in the block's source. */
export interface RowOfBlock {
  readonly rows: BlockRows
  /** The number of the file in which the block stands. */
  readonly file: number
  readonly row: number
}

/** Compares rows by file, then by the mapping's blocks, then as they stand in the file, then by a wide block's columns. */
export const compareMade = (one: RowOfBlock, other: RowOfBlock): number =>
  one.file - other.file ||
  one.rows.block - other.rows.block ||
  tableRow(one.rows.source.at, one.row) - tableRow(other.rows.source.at, other.row) ||
  one.rows.place - other.rows.place

/** Compares groups of rows by their second members: where it is met, a repetition is seen. */
export const compareGroups = (one: readonly RowOfBlock[], other: readonly RowOfBlock[]): number =>
  compareMade(one[1]!, other[1]!)
