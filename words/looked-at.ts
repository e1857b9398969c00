import { type Told, told } from './told.js'

/** A file of a site that a run looked at: what was received of it, why it was not read, or that its reading was not come to. */
export interface LookedAt {
  readonly file: Told
  /** Null where it is not there. */
  readonly bytes: number | null
  readonly sha256: string | null
  /** Rows received; null where it was not read. */
  readonly rows: number | null
  /** Blank rows between them, which are none received. */
  readonly blankRows: number | null
  /** What kept it from being read; null where it was read, and where the reading of its site had ended before it. */
  readonly notRead: Told | null
}

/** How a file that was looked at came out: it was read, could not be read, or was not come to. */
export type LookedAtState = 'read' | 'not read' | 'not reached'

/** How a file that was looked at came out. */
export const stateOf = ({ rows, notRead }: Pick<LookedAt, 'rows' | 'notRead'>): LookedAtState =>
  rows !== null ? 'read' : notRead !== null ? 'not read' : 'not reached'

/** Why the files of a site that were not come to were not read: by the file that ended its reading, else by what did. */
export const whyNotReached = (files: readonly LookedAt[], reason: Told | null): Told => {
  const ended = files.find(file => stateOf(file) === 'not read')
  if (ended !== undefined) return told`the reading of its site had ended before it, at ${ended.file}`
  return told`the reading of its site had ended before it${reason === null ? told`` : told`: ${reason}`}`
}

/** What is said of a file while it is read, and stays where nobody hears of its end. */
export const unended = told`its reading came to no end`
