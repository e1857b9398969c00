import { isAbove } from './column-share.js'
import type { FileFinding } from './file-finding.js'
import { type Told, told } from '../../words/told.js'
import type { KindThatCan } from '../../words/finding-kinds.js'

/** Rows of a file that cannot be used for one cause, against all its rows. */
export interface UnusableRows {
  readonly file: Told
  readonly sheet: Told
  readonly column: Told | null
  readonly kind: KindThatCan<'refuse file'>
  readonly rows: number
  readonly unusable: number
  /** What they are, as it follows 'N of M rows'. */
  readonly found: Told
  readonly expected: Told
}

/** The finding that refuses a file of which too many rows cannot be used, or null. */
export const rowsFinding = (unusable: UnusableRows, share: number): FileFinding | null => {
  const { file, sheet, column, kind, rows, found, expected } = unusable
  if (!isAbove(share, { filled: rows, unusable: unusable.unusable })) return null
  return {
    file,
    sheet,
    column,
    kind,
    effect: 'file refused',
    filled: rows,
    unusable: unusable.unusable,
    message: told`${unusable.unusable} of ${rows} rows ${found}, so the file is refused; expected ${expected}: probably the mapping or the wrong file; compare the header and the mapping, and ask the hospital for the file anew if they are right`,
  }
}
