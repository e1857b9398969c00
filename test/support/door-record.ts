import type { Cell } from '../../sources/source-record.js'
import type { Told } from '../../words/told.js'

/**
 * One row as it passed the door and is stored: keys instead of identifiers, and only the cells that the mapping names;
 * an empty cell is left out.
 */
export interface DoorRecord {
  readonly file: Told
  readonly sheet: Told
  readonly row: number
  readonly subjectKey: string
  /** Only on rows of the file that holds the link id. */
  readonly linkKey: string | null
  /** The received id, only where the mapping declares ids non-identifying. */
  readonly openId: string | null
  /** Why the row is held although its subject is known, else null. */
  readonly held: Told | null
  readonly cells: Readonly<Record<string, Cell>>
}

/** One export's table after the door. */
export interface DoorFile {
  readonly fileId: string
  readonly file: Told
  readonly sheet: Told
  readonly records: readonly DoorRecord[]
}
