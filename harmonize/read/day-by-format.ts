import type { DateCell } from '../../sources/source-record.js'
import { calendarDay } from './calendar.js'
import { plainText } from './plain-text.js'
import { type ClockTime, clockPattern, timeOfParts } from './time-of-day.js'
import type { DayValue } from '../shared-row.js'
import { daysInMonth, type IsoDate } from '../../protocol/schema/iso-date.js'

/** A day as far as a text gives it; `date` is null where the parts make no day. */
export interface ReadDay {
  readonly precision: DayValue['precision']
  readonly date: IsoDate | null
  readonly time: ClockTime
}

/** A way to read a text as a day; null where the text has another shape. */
export type DateFormat = (text: string, impute: Impute | undefined) => ReadDay | null

/** Which day a partial date becomes. */
export type Impute = 'first' | 'middle' | 'last'

const patterns: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MMM: '(?<name>[A-Za-z]{3,9})\\.?',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

// Three letters or more of the English name; null for any other word.
const monthNamed = (name: string): number | null => {
  const place = monthNames.findIndex(month => month.startsWith(name.toLowerCase()))
  return place < 0 ? null : place + 1
}

/** The text without a time zone at its end, and whether it had one. */
export const withoutZone = (text: string): { readonly text: string; readonly zone: string | null } => {
  const found =
    /^(.*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|UTC|GMT|[A-Z]{2,4}T|(?:UTC|GMT)?[+-]\d{2}:?\d{2})$/.exec(text)
  return { text: found?.[1] ?? text, zone: found?.[2] ?? null }
}

/** A format with month and day in each other's place; null where they cannot be taken for each other. */
export const swappedFormat = (format: string): string | null => {
  // Year-first forms have the month before the day everywhere.
  if (!/D/.test(format) || !/M/.test(format) || /MMM|^YYYY/.test(format)) return null
  return format.replaceAll(/[MD]/g, letter => (letter === 'M' ? 'D' : 'M'))
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replaceAll(' ', '\\s*')

const shapeOf = (format: string): RegExp => {
  const parts = plainText(format).split(/(YYYY|MMM|MM|M|DD|D)/)
  const body = parts.map((part, index) => (index % 2 === 1 ? (patterns[part] ?? '') : escaped(part))).join('')
  return new RegExp(`^${body}${body.includes('<day>') ? clockPattern : ''}$`)
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

/**
 * Makes a reader of a date format of a site mapping: YYYY, MM, M, MMM for an English name, DD, D, any other text as it
 * stands; a time of day after it is read beside the day.
 */
export const dateFormat = (format: string): DateFormat => {
  const shape = shapeOf(format)
  return (text, impute) => {
    const found = shape.exec(text)?.groups
    if (found === undefined) return null
    const year = Number(found['year'])
    const named = found['name'] === undefined ? null : monthNamed(found['name'])
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
