import { serialToDate } from 'hucre'
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
      return strings.text(Number(written))
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
