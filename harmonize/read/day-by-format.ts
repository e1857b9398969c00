import type { DateCell } from '../../sources/source-record.js'
import { calendarDay } from './calendar.js'
import { monthNamed, monthPattern } from './month-names.js'
import { plainText } from './plain-text.js'
import { type ClockTime, clockPattern, timeOfParts } from './time-of-day.js'
import type { DayValue } from '../shared-row.js'
import type { MonthLanguage } from '../../protocol/language/mapping/date-formats.js'
import { daysInMonth, type IsoDate } from '../../protocol/schema/iso-date.js'

/** A day as far as a text gives it; `date` is null where the parts make no day. */
export interface ReadDay {
  readonly precision: DayValue['precision']
  readonly date: IsoDate | null
  readonly time: ClockTime
}

/** A way to read a text as a day; null where the text has another shape. */
export type DateFormat = (text: string, impute: Impute | undefined) => ReadDay | null

/** What a mapping says of years of two digits and of months' names. */
export interface DateReading {
  readonly century?: { readonly from: number } | undefined
  readonly months?: MonthLanguage | undefined
}

/** Which day a partial date becomes. */
export type Impute = 'first' | 'middle' | 'last'

const patterns: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: "'?(?<short>\\d{2})",
  MMM: monthPattern,
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
}

/** A format with month and day in each other's place; null where they cannot be taken for each other. */
export const swappedFormat = (format: string): string | null => {
  // Year-first forms have the month before the day everywhere.
  if (!/D/.test(format) || !/M/.test(format) || /MMM|^YY/.test(format)) return null
  return format.replaceAll(/[MD]/g, letter => (letter === 'M' ? 'D' : 'M'))
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', '\\s*')

const shapeOf = (format: string): RegExp => {
  const parts = plainText(format).split(/(YYYY|YY|MMM|MM|M|DD|D)/)
  const body = parts.map((part, index) => (index % 2 === 1 ? (patterns[part] ?? '') : escaped(part))).join('')
  return new RegExp(`^${body}${body.includes('<day>') ? clockPattern : ''}$`, 'u')
}

// A half year is rounded down to the first of July, a half month to the fifteenth.
const completed = (year: number, month: number | null, impute: Impute): IsoDate | null => {
  if (month !== null) return calendarDay(year, month, { first: 1, middle: 15, last: daysInMonth(year, month) }[impute])
  const [ofYear, day] = { first: [1, 1] as const, middle: [7, 1] as const, last: [12, 31] as const }[impute]
  return calendarDay(year, ofYear, day)
}

/** A day as far as a workbook's cell shows it: whole, or completed from the month or year that its format shows. */
export const typedDay = (
  { date, precision, time }: Pick<DateCell, 'date' | 'precision' | 'time'>,
  impute: Impute | undefined,
): ReadDay => {
  if (precision === undefined) return { precision: 'day', date, time: time ?? null }
  const [year, month] = [Number(date.slice(0, 4)), precision === 'month' ? Number(date.slice(5, 7)) : null]
  return { precision, date: completed(year, month, impute ?? 'first'), time: null }
}

// Of two digits the year from the century's first one on; without a century no format has them.
const yearOf = (parts: Readonly<Record<string, string | undefined>>, from: number): number => {
  if (parts['short'] === undefined) return Number(parts['year'])
  return from + ((((Number(parts['short']) - from) % 100) + 100) % 100)
}

/**
 * Makes a reader of a date format of a site mapping: YYYY, or YY of a stated century, MM, M, MMM for a month's name, DD, D,
 * any other text as it stands; a time of day after it is read beside the day.
 */
export const dateFormat = (format: string, { century, months }: DateReading = {}): DateFormat => {
  const shape = shapeOf(format)
  return (text, impute) => {
    const found = shape.exec(text)?.groups
    if (found === undefined || (found['short'] !== undefined && century === undefined)) return null
    const year = yearOf(found, century?.from ?? 0)
    const named = found['name'] === undefined ? null : monthNamed(found['name'], months)
    if (found['name'] !== undefined && named === null) return null
    if (found['day'] !== undefined) {
      const date = calendarDay(year, named ?? Number(found['month']), Number(found['day']))
      return { precision: 'day', date, time: timeOfParts(found) }
    }
    const month = found['month'] === undefined ? named : Number(found['month'])
    const precision = month === null ? 'year' : 'month'
    return { precision, date: completed(year, month, impute ?? 'first'), time: null }
  }
}
