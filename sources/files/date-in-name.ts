import { type Told, told } from '../../words/told.js'
import { dayOfNamedMonth } from './named-month.js'

const year = '(?<!\\d)((?:19|20)\\d{2})'
const padded = '[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\\d|3[01])'
const yearFirst = new RegExp(`${year}(?:${padded}|[-_.年](0?[1-9]|1[0-2])[-_.月](0?[1-9]|[12]\\d|3[01]))(?!\\d)`, 'g')
const yearLast = /(?<!\d)(?:(\d{1,2})([-_. ])(\d{1,2})\2|(\d{2})(\d{2}))((?:19|20)\d{2})(?!\d)/g
const month = /(?<!\d)((?:19|20)\d{2})[-_.年]?(0[1-9]|1[0-2])(?!\d)/g

const two = (digits: string): string => digits.padStart(2, '0')

/** A date in a file's name as it can be read: later ones sort after earlier ones. */
interface NamedDate {
  /** Null where the first number can be no day. */
  readonly dayFirst: string | null
  /** Null where the second number can be no day. */
  readonly monthFirst: string | null
  /** Whether the writing itself tells the order: a year in front, or points between, which are day first everywhere. */
  readonly sure: boolean
}

const certain = (date: string): NamedDate => ({ dayFirst: date, monthFirst: date, sure: true })

const endsInYear = ([, first, sign, second, , , ofYear]: RegExpMatchArray, packed: readonly string[]): NamedDate => {
  const [a, b] = [Number(first ?? packed[0]), Number(second ?? packed[1])]
  const date = (day: number, ofMonth: number): string | null =>
    day < 1 || day > 31 || ofMonth < 1 || ofMonth > 12 ? null : `${ofYear}-${two(String(ofMonth))}-${two(String(day))}`
  return { dayFirst: date(a, b), monthFirst: date(b, a), sure: sign === '.' && date(a, b) !== null }
}

const readDate = (name: string): NamedDate | null => {
  const first = [...name.matchAll(yearFirst)].at(-1)
  if (first !== undefined) {
    return certain([first[1], two(first[2] ?? first[4] ?? ''), two(first[3] ?? first[5] ?? '')].join('-'))
  }
  const inWords = dayOfNamedMonth(name)
  if (inWords !== null) return certain(inWords.day)
  const last = [...name.matchAll(yearLast)].at(-1)
  const ending = last === undefined ? null : endsInYear(last, [last[4] ?? '', last[5] ?? ''])
  if (ending !== null && (ending.dayFirst ?? ending.monthFirst) !== null) return ending
  const ofYear = [...name.matchAll(month)].at(-1)
  return ofYear === undefined ? null : certain(`${ofYear[1]}-${ofYear[2]}`)
}

/**
 * The last date in a file's name (a day, else a month), so written that later ones sort after earlier ones; null
 * without one, and where day and month could be each other.
 */
export const dateInName = (name: string): string | null => {
  const read = readDate(name)
  if (read === null) return null
  if (read.sure || read.monthFirst === null) return read.dayFirst
  return read.dayFirst === null || read.dayFirst === read.monthFirst ? read.monthFirst : null
}

/** The newest of several files by the dates in their names, or why it is not known. */
export type Newest = { readonly newest: string } | { readonly trouble: Told }

const untold = told`the dates in their names do not tell which is newest`

const newestBy = (files: readonly string[], dates: readonly (string | null)[]): string | null => {
  const last = dates.reduce<string>((latest, date) => ((date ?? '') > latest ? (date ?? '') : latest), '')
  const lasts = files.filter((_, index) => (dates[index] ?? '') === last)
  return lasts.length === 1 ? (lasts[0] ?? null) : null
}

/**
 * Tells the newest of several files by the dates in their names; days and months that could be each other are read the
 * way that the other names show.
 */
export const newestByName = (files: readonly string[]): Newest => {
  const read = files.map(readDate)
  const open = read.filter(date => date !== null).filter(({ sure }) => !sure)
  const [dayFirst, monthFirst] = [
    open.every(({ dayFirst: date }) => date !== null),
    open.every(({ monthFirst: date }) => date !== null),
  ]
  if (!dayFirst && !monthFirst)
    return { trouble: told`some of the dates in their names begin with the day, others with the month` }
  const by = (order: 'dayFirst' | 'monthFirst') =>
    newestBy(
      files,
      read.map(date => (date === null ? null : date.sure ? date.dayFirst : date[order])),
    )
  const [one, other] = [dayFirst ? by('dayFirst') : by('monthFirst'), monthFirst ? by('monthFirst') : by('dayFirst')]
  if (one !== null && one === other) return { newest: one }
  return {
    trouble:
      one === null || other === null
        ? untold
        : told`the dates in their names begin with the day or with the month, which cannot be told`,
  }
}
