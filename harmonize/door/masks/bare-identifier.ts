import { foldedId, idWriting } from '../ids/id-writing.js'
import { isHan, isWorthMasking } from './masked-word.js'

/** Letters and digits of an identifier alone, without leading zeros and the code of a country before a number. */
export const bareIdentifier = (text: string): string => {
  const bare = foldedId(idWriting(text)).replaceAll(/[^\p{L}\p{N}]+/gu, '')
  return /^\d+$/.test(bare) ? bare.replace(/^0+(?=\d)/, '').replace(/^86(?=1[3-9]\d{9}$)/, '') : bare
}

const fewestDigits = 4

/** Whether a bare text can be an identifier at all. */
export const isIdentifier = (bare: string): boolean =>
  /^\d+$/.test(bare) ? bare.length >= fewestDigits : isWorthMasking(bare) && (isHan(bare) || bare.length >= 2)
