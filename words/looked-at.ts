import type { Told } from './told.js'

/** A file of a site that a run looked at: what was received of it, or why it was not read. */
export interface LookedAt {
  readonly file: Told
  /** Null where it is not there. */
  readonly bytes: number | null
  readonly sha256: string | null
  /** Rows received; null where it was not read. */
  readonly rows: number | null
  /** Blank rows between them, which are none received. */
  readonly blankRows: number | null
  /** Why it was not read, or null. */
  readonly notRead: Told | null
}
