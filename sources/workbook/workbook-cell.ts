import type { CellFormat } from './cell-format.js'
import { dayNumber } from './day-number.js'
import { emptyCell, faultyCell, textCell } from '../received-cell.js'
import { shownNumber } from './shown-number.js'
import type { StoredValue } from './stored-value.js'
import type { Cell } from '../source-record.js'
import { type Told, told, toldLiteral } from '../../words/told.js'
import { isIsoDate, type IsoDate, isoDate } from '../../protocol/schema/iso-date.js'

/** What a cell has besides its value: that it is an error, the formula that gave the value. */
export interface CellDetail {
  readonly value?: StoredValue
  readonly type: string
  readonly formula?: string
}

/** What a workbook's cell depends on besides its value. */
export interface CellSurroundings {
  readonly detail: CellDetail | undefined
  /** Undefined where the format shows just what is stored. */
  readonly format: CellFormat | undefined
  readonly epoch: 1900 | 1904
}

// Before 1 March 1900 Excel counts a day that never was, and readers disagree by one.
const firstSureDay = '1900-03-01'

// A file may write any text into an error cell: only a word of the programs themselves is one.
const errorWords = [
  '#N/A',
  '#REF!',
  '#VALUE!',
  '#DIV/0!',
  '#NUM!',
  '#NAME?',
  '#NULL!',
  '#SPILL!',
  '#CALC!',
  '#GETTING_DATA',
]

/** An error as its word, where it is one that programs write. */
export const errorWord = (value: StoredValue): Told => {
  const word = typeof value === 'string' ? value.toUpperCase() : ''
  return errorWords.includes(word) ? toldLiteral(word, errorWords) : told`#ERROR`
}

/** Formulas that give another result on another day. */
export const changesByTheDay = /\b(TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(/i

// A year that was typed as a number and got a date format is a day number of 1905.
const isYear = (number: number): boolean => Number.isInteger(number) && number >= 1900 && number <= 2100

const hiddenDay: Readonly<Record<string, Told>> = {
  'day without its year': told`a day whose format shows no year: the workbook may have added one; show the year`,
  time: told`a time of day or weekday without its day; show the whole day`,
}

const two = (number: number): string => String(number).padStart(2, '0')

/** A day, with its time where one is stored. */
export const wholeDay = (date: IsoDate, seconds: number): Cell => {
  if (seconds <= 0) return { kind: 'date', text: date, date }
  const time = Math.min(seconds, 86_399)
  const clock = [Math.floor(time / 3600), Math.floor(time / 60) % 60, ...(time % 60 === 0 ? [] : [time % 60])]
  return { kind: 'date', text: `${date} ${clock.map(two).join(':')}`, date, time }
}

const dayCell = (value: Date, { format, epoch }: CellSurroundings): Cell => {
  if (Number.isNaN(value.getTime())) return faultyCell(told`a day that does not exist`)
  const date = value.toISOString().slice(0, 10)
  const sure = isIsoDate(date) && (epoch === 1904 ? date > '1904-01-01' : date >= firstSureDay)
  if (!sure) return faultyCell(told`a day number without a certain day`)
  if (isYear(dayNumber(value, epoch))) return faultyCell(told`a year that a date format turned into a day`)
  const shows = format?.kind === 'date' ? format.shows : 'day'
  if (shows === 'month')
    return { kind: 'date', text: date.slice(0, 7), date: isoDate(`${date.slice(0, 7)}-01`), precision: shows }
  if (shows === 'year')
    return { kind: 'date', text: date.slice(0, 4), date: isoDate(`${date.slice(0, 4)}-01-01`), precision: shows }
  return shows === 'day'
    ? wholeDay(date, Math.round((value.getTime() - Date.parse(date)) / 1000))
    : faultyCell(hiddenDay[shows] ?? told`a day that its format hides`)
}

const numberCell = (number: number, { format, epoch }: CellSurroundings): Cell => {
  const shown = format?.kind === 'number' ? shownNumber(format.sections, number) : ({ kind: 'as stored' } as const)
  if (shown.kind === 'hidden') return faultyCell(told`a number that its format hides`)
  if (shown.kind === 'text') return textCell(shown.text)
  const own = epoch === 1904 ? { epoch } : {}
  return shown.kind === 'number'
    ? { kind: 'number', text: shown.text, number: shown.number, ...own, shown: true }
    : { kind: 'number', text: String(number), number, ...own }
}

const plainCell = (value: StoredValue, around: CellSurroundings): Cell => {
  if (value === null) return emptyCell
  if (value instanceof Date) {
    // A currency such as kr. has a letter of dates, and the library takes it for one.
    return around.format?.kind === 'number' ? faultyCell(told`an amount of money`) : dayCell(value, around)
  }
  if (typeof value === 'boolean') return { kind: 'text', text: value ? 'TRUE' : 'FALSE' }
  return typeof value === 'string' ? textCell(value) : numberCell(value, around)
}

/**
 * A workbook's cell as its format shows it: error words, formulas without a stored result or that change by the day
 * cannot be used.
 */
export const workbookCell = (value: StoredValue, around: CellSurroundings): Cell => {
  const { detail } = around
  if (detail?.type === 'error') return faultyCell(errorWord(value))
  if (detail?.formula !== undefined) {
    if (changesByTheDay.test(detail.formula)) return faultyCell(told`a formula that changes by the day`)
    if (value === null) return faultyCell(told`a formula without a stored result`)
  }
  return plainCell(value, around)
}
