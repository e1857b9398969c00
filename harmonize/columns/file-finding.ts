import type { Told } from '../../words/told.js'
import type { FindingKind } from '../../words/finding-kinds.js'

/** What a finding makes of a file: the site keeps its last accepted export, a column is left out by name, or a question is asked. */
export type FindingEffect = 'file refused' | 'column left out' | 'query'

/** Something wrong with a file or a column of it as a whole, reported once instead of cell by cell; never a value. */
export interface FileFinding {
  readonly file: Told
  readonly sheet: Told
  /** Null where the finding is about the whole file. */
  readonly column: Told | null
  /** A short stable word such as `column-unreadable`, `rows-ragged`, `decimal-marks-contradict`. */
  readonly kind: FindingKind
  readonly effect: FindingEffect
  /** Cells (or rows) that the share was taken of, and how many of them could not be used. */
  readonly filled: number
  readonly unusable: number
  /** What was found, what was expected and what to do next, in a sentence or two for a data manager. */
  readonly message: Told
}
