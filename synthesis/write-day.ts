import { civilDate } from '../protocol/schema/day-numbers.js'

const english = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

const two = (number: number): string => String(number).padStart(2, '0')

/** Excel's number of a day in the 1900 system. */
export const serial1900 = (day: number): number => day + 25569

/** A day in a date format of the language; `monthNames` are the names that `MMM` stands for. */
export const writeDay = (day: number, format: string, monthNames: readonly string[] = english): string => {
  if (format === 'serial 1900') return String(serial1900(day))
  if (format === 'serial 1904') return String(serial1900(day) - 1462)
  const date = civilDate(day)
  const [year, month, ofMonth] = [Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100]
  const tokens: Readonly<Record<string, string>> = {
    YYYY: String(year).padStart(4, '0'),
    YY: two(year % 100),
    MMM: monthNames[month - 1] ?? '',
    MM: two(month),
    M: String(month),
    DD: two(ofMonth),
    D: String(ofMonth),
  }
  return format.replaceAll(/YYYY|YY|MMM|MM|M|DD|D/g, token => tokens[token] ?? token)
}

/** Whether a format says the whole day. */
export const isWholeDay = (format: string): boolean => format.startsWith('serial') || format.includes('D')

/** The format that days are written in: the first of those listed that says the whole day. */
export const formatOf = (formats: readonly string[]): string | undefined => formats.find(isWholeDay)
