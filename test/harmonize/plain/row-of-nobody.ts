import type { Cell } from '../../../sources/source-record.js'

import { kindOfNoId } from '../../../harmonize/door/ids/id-look.js'
import { idWriting } from '../../../harmonize/door/ids/id-writing.js'
import { isTooLong } from '../../../harmonize/door/longest-value.js'
import type { Told } from '../../../words/told.js'

/** Why a row without an id is no subject's: its first words name a total, a note or a signature; null where they do not. */
export const nobodysRow = (
  cells: readonly Cell[],
): { readonly fault: 'not-a-subject'; readonly message: Told } | null => {
  const first = cells.find(({ kind }) => kind !== 'empty')
  if (first?.kind !== 'text' || isTooLong(first.text)) return null
  const look = kindOfNoId(idWriting(first.text).toUpperCase(), undefined)
  if (look === null || look === 'day' || !('fault' in look) || look.fault !== 'not-a-subject') return null
  return { fault: look.fault, message: look.message }
}
