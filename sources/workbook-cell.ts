import type { Cell as WorkbookCell, CellValue } from 'hucre/xlsx'
import { emptyCell, faultyCell, textCell } from './received-cell.js'
import type { Cell } from './source-record.js'

// Before 1 March 1900 Excel counts a day that never was, and readers disagree by one.
const firstSureDay = '1900-03-01'

const changesByTheDay = /\b(TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(/i

const dayCell = (value: Date, epoch: 1900 | 1904): Cell => {
  if (Number.isNaN(value.getTime())) return faultyCell('a day that does not exist')
  const date = value.toISOString().slice(0, 10)
  const sure = date.length === 10 && (epoch === 1904 ? date > '1904-01-01' : date >= firstSureDay)
  return sure ? { kind: 'date', text: date, date } : faultyCell('a day number without a certain day')
}

const plainCell = (value: CellValue, epoch: 1900 | 1904): Cell => {
  if (value === null) return emptyCell
  if (value instanceof Date) return dayCell(value, epoch)
  if (typeof value === 'boolean') return { kind: 'text', text: value ? 'TRUE' : 'FALSE' }
  if (typeof value === 'string') return textCell(value)
  const number = { kind: 'number', text: String(value), number: value } as const
  return epoch === 1904 ? { ...number, epoch } : number
}

/**
 * A workbook's cell as received: error words, formulas without a stored result or that change by the day cannot be
 * used.
 */
export const workbookCell = (value: CellValue, detail: WorkbookCell | undefined, epoch: 1900 | 1904): Cell => {
  if (detail?.type === 'error') return faultyCell(typeof value === 'string' ? value : '#ERROR')
  if (detail?.formula !== undefined) {
    if (changesByTheDay.test(detail.formula)) return faultyCell('a formula that changes by the day')
    if (value === null) return faultyCell('a formula without a stored result')
  }
  return plainCell(value, epoch)
}
