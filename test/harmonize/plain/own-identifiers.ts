import type { SourceRow } from '../../../sources/source-record.js'

import type { DoorPlaces } from './door-places.js'
import { foldedId, idWriting } from '../../../harmonize/door/ids/id-writing.js'
import { isHan, isWorthMasking } from '../../../harmonize/door/masks/masked-word.js'

/** Letters and digits of an identifier alone, without leading zeros and the code of a country before a number. */
export const bareIdentifier = (text: string): string => {
  const bare = foldedId(idWriting(text)).replaceAll(/[^\p{L}\p{N}]+/gu, '')
  return /^\d+$/.test(bare) ? bare.replace(/^0+(?=\d)/, '').replace(/^86(?=1[3-9]\d{9}$)/, '') : bare
}

const fewestDigits = 4

const isIdentifier = (bare: string): boolean =>
  /^\d+$/.test(bare) ? bare.length >= fewestDigits : isWorthMasking(bare) && (isHan(bare) || bare.length >= 2)

/**
 * The declared identifiers of one row, bare: a cell of the row that is one of them, however it is written and whether as a
 * text or a number, is no value.
 */
export const ownIdentifiers = (
  { cells }: SourceRow,
  { subject, link, dropped }: DoorPlaces,
  open: boolean,
): ReadonlySet<string> => {
  const own = new Set<string>()
  for (const place of [open ? null : subject, link, ...dropped]) {
    const cell = place === null ? undefined : cells[place]
    if (cell?.kind !== 'text' && cell?.kind !== 'number') continue
    const bare = bareIdentifier(cell.text)
    if (isIdentifier(bare)) own.add(bare)
  }
  return own
}
