import { type StudyFindings, reject } from '../load/study-findings.js'
import type { ColumnMapping, PlacedDays, PlacedField } from './placed-field.js'

/**
 * Whether a date format can be read: the year once, of four digits or of two, month and day at most once, no day without a
 * month.
 */
export const isDateFormat = (format: string): boolean => {
  if (format.startsWith('serial ')) return true
  const tokens = format.match(/Y+|M+|D+/g) ?? []
  const count = (letter: string): number => tokens.filter(token => token.startsWith(letter)).length
  const known = tokens.every(token => ['YYYY', 'YY', 'MMM', 'MM', 'M', 'DD', 'D'].includes(token))
  return known && count('Y') === 1 && count('M') <= 1 && count('D') <= count('M')
}

type Writing = Pick<ColumnMapping, 'date' | 'century' | 'months' | 'impute' | 'offset'>

const yearsOfTwo = /^(?!.*YYYY).*YY/

/** Checks the formats of a writing of days, and that the century of its years can be told and is no coming one. */
export const checkFormats = (
  findings: StudyFindings,
  { of, path, defaults, dataDate }: PlacedDays,
  { date, century }: Writing,
): void => {
  date?.forEach((format, position) => {
    if (isDateFormat(format)) return
    reject(findings, {
      of,
      path: [...path, 'date', position],
      message: 'found a date format that cannot be read',
      allowed: ['YYYY or YY once, M, MM or MMM and D or DD at most once'],
    })
  })
  const short = date?.findIndex(format => yearsOfTwo.test(format)) ?? -1
  if (short >= 0 && (century ?? defaults.century) === undefined) {
    const message = 'found years of two digits, whose century nobody can tell'
    const allowed = ['century: { from: 1930 } beside it, for 1930 to 2029', 'years of four digits']
    reject(findings, { of, path: [...path, 'date', short], message, allowed })
  }
  if (century !== undefined && dataDate !== null && century.from > Number(dataDate.slice(0, 4))) {
    const message = 'found a century that begins after the day of the data: all its years lie ahead'
    reject(findings, { of, path: [...path, 'century', 'from'], message })
  }
}

const checkUse = (findings: StudyFindings, { of, path, defaults }: PlacedDays, written: Writing): void => {
  const formats = written.date ?? (written.offset === undefined ? defaults.date : undefined)
  const unused = (key: keyof Writing, message: string, allowed: readonly string[] = []): void => {
    if (written[key] !== undefined) reject(findings, { of, path: [...path, key], at: 'key', message, allowed })
  }
  if (formats === undefined) unused('impute', `found 'impute', which completes partial dates: there are none here`)
  if (formats?.some(format => yearsOfTwo.test(format)) !== true)
    unused('century', `found 'century', but there are no years of two digits here`, ['date: [DD.MM.YY]'])
  if (formats?.some(format => format.includes('MMM')) !== true)
    unused('months', `found 'months', but there are no months by their names here`, ['date: [D MMM YYYY]'])
}

/** Checks how a day is written: as a date or an offset, as the study counts time. */
export const checkDay = (findings: StudyFindings, placed: PlacedField, written: Writing): void => {
  const { of, path, field, offsets, defaults } = placed
  const { date, offset } = written
  const byDefault = !offsets && offset === undefined && defaults.date !== undefined
  if (date !== undefined && offset !== undefined) {
    const allowed = [offsets ? 'offset: days' : 'date: [YYYY-MM-DD]']
    reject(findings, { of, path, at: 'key', message: `'${field}' has both 'date' and 'offset'`, allowed })
  } else if (date === undefined && offset === undefined && !byDefault) {
    const allowed = [offsets ? 'offset: days' : 'date: [YYYY-MM-DD]']
    const message = `'${field}' is a day: how it is written is missing`
    reject(findings, { of, path, at: 'key', message, allowed })
  } else if (offsets && date !== undefined) {
    const message = 'found a date, but the study counts in day offsets'
    reject(findings, { of, path: [...path, 'date'], at: 'key', message, allowed: ['offset'] })
  } else if (!offsets && offset !== undefined) {
    const message = 'found an offset, but the study counts in dates'
    reject(findings, { of, path: [...path, 'offset'], at: 'key', message, allowed: ['date'] })
  }
  checkUse(findings, placed, written)
  checkFormats(findings, placed, written)
}
