import type { Cell } from '../../sources/source-record.js'
import { kindOfNoId } from './ids/id-look.js'
import { idWriting } from './ids/id-writing.js'
import { isTooLong } from './longest-value.js'
import type { Told } from '../../words/told.js'

/** Why a row without an id is no subject's. */
export interface NobodysRow {
  readonly fault: 'not-a-subject'
  readonly message: Told
}

/**
 * Why a row without an id is no subject's, by its first cell that is filled: it names a total, a note or a signature; null
 * where it does not.
 */
export const nobodysRow = (first: Cell | undefined): NobodysRow | null => {
  if (first?.kind !== 'text' || isTooLong(first.text)) return null
  const look = kindOfNoId(idWriting(first.text).toUpperCase(), undefined)
  if (look === null || look === 'day' || !('fault' in look) || look.fault !== 'not-a-subject') return null
  return { fault: look.fault, message: look.message }
}
