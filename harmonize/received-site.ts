import type { RowNumbers } from '../sources/row-numbers.js'
import type { Cell } from '../sources/source-record.js'
import type { Told } from '../words/told.js'
import type { Codes } from './codes.js'
import type { NumbersOfRows } from './row-runs.js'

/**
 * A site's exports as they passed the door, in columns: keys instead of identifiers, and only the columns that the mapping
 * names.
 */
export interface ReceivedSite {
  readonly subjects: ReceivedSubjects
  readonly tables: readonly ReceivedTable[]
}

/** The subjects of a site, each once, in the order of their keys: a subject's number is its place here. */
export interface ReceivedSubjects {
  readonly keys: readonly string[]
  /** The received ids, only where the mapping declares ids non-identifying. */
  readonly openIds: readonly string[] | null
}

/** The numbers of a table's rows in its file: an array of them, or what says as much. */
export type RowsOfTable = Pick<RowNumbers, 'at'>

/** One export's table after the door; its rows stand in the order of the file. */
export interface ReceivedTable {
  readonly fileId: string
  readonly file: Told
  readonly sheet: Told
  readonly count: number
  /** Each row's number in the file. */
  readonly rows: RowsOfTable
  /** Each row's subject. */
  readonly subjects: NumbersOfRows
  /** Into `linkKeys`, -1 for a row without one; null in a file without link ids. */
  readonly links: Int32Array | null
  readonly linkKeys: readonly string[]
  /** By its place, why a row is held although its subject is known. */
  readonly held: ReadonlyMap<number, Told>
  readonly columns: ReadonlyMap<string, ReceivedColumn>
}

/** One column of a table: each row's cell as an index into the distinct cells, of which the first is the empty one. */
export interface ReceivedColumn {
  readonly codes: Codes
  readonly cells: readonly Cell[]
}
