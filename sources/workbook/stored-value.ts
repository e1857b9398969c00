import { serialToDate } from 'hucre'
import { told } from '../../words/told.js'
import { Unreadable } from '../errors.js'
import type { CellStyle } from './cell-styles.js'
import type { SharedStrings } from './shared-strings.js'
import { cellTypes } from './scanned-cell.js'
import { plainText, stringText, withoutEscapes } from './xml-text.js'

/** What a workbook's cell stores. */
export type StoredValue = string | number | boolean | Date | null

const valueOfNumber = (written: string, { days }: CellStyle, epoch: 1900 | 1904): StoredValue => {
  if (written === '') return null
  const number = Number(written)
  if (Number.isNaN(number)) return plainText(written)
  return days ? serialToDate(number, epoch === 1904) : number
}

// Without it the cell would look empty.
const sharedText = (written: string, strings: SharedStrings): string => {
  const text = strings.text(Number(written))
  if (text !== null) return text
  throw new Unreadable(
    told`a cell names a shared text that the workbook does not have: it is damaged; open it with a program for workbooks and save it anew, or ask for it again`,
  )
}

/** The value of a cell from what is written in the sheet. */
export const storedValue = (
  written: string,
  type: number,
  style: CellStyle,
  strings: SharedStrings,
  epoch: 1900 | 1904,
): StoredValue => {
  switch (type) {
    case cellTypes.shared:
      return sharedText(written, strings)
    case cellTypes.text:
      return withoutEscapes(plainText(written))
    case cellTypes.inline:
      return stringText(written)
    case cellTypes.boolean:
      return written === '1' || written.toLowerCase() === 'true'
    case cellTypes.error:
      return plainText(written)
    default:
      return valueOfNumber(plainText(written), style, epoch)
  }
}
