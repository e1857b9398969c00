import { told } from '../../words/told.js'
import { civilDate } from '../../protocol/schema/day-numbers.js'
import { precisions } from '../../protocol/schema/precisions.js'
import type { OpenRange } from '../range/open-range.js'
import { rowsOf } from '../range/rows.js'
import type { DayField } from './day-fields.js'
import { noun } from './domain-nouns.js'
import { fieldPlaces, question, type Question } from './question.js'

const ofMonth = precisions.indexOf('month')
const ofYear = precisions.indexOf('year')

const longestLife = 120

const yearOf = (date: number): number => Math.floor(date / 10_000)

/** The first day on which a person with this birthday, as far as it is known, can have been alive. */
const earliest = ({ days, precision }: DayField, row: number): number => {
  const date = civilDate(days[row]!)
  if (precision?.[row] === ofYear) return yearOf(date) * 10_000 + 101
  return precision?.[row] === ofMonth ? date - (date % 100) + 1 : date
}

/** A date that no day known in part is later than; 31 February is no day, so it is compared only. */
const latest = ({ days, precision }: DayField, row: number): number => {
  const date = civilDate(days[row]!)
  if (precision?.[row] === ofYear) return yearOf(date) * 10_000 + 1_231
  return precision?.[row] === ofMonth ? date - (date % 100) + 31 : date
}

/** The birthdays of a range by subject, the first that each subject has; NaN where it is not known. */
export const birthDays = (open: OpenRange, fields: readonly DayField[]): Float64Array => {
  const births = new Float64Array(open.count).fill(Number.NaN)
  const field = fields.find(({ isBirth }) => isBirth)
  if (field === undefined) return births
  const { starts } = field.columns
  for (let subject = 0; subject < open.count; subject += 1) {
    const row = birthRow(field, starts[subject]!, starts[subject + 1]!)
    if (row >= 0) births[subject] = field.days[row]!
  }
  return births
}

const birthRow = ({ days }: DayField, start: number, end: number): number => {
  for (let row = start; row < end; row += 1) if (!Number.isNaN(days[row]!)) return row
  return -1
}

/** The least distance in days at which a record may lie further from the birth than a life. */
export const leastLife = longestLife * 365

/** Questions about records before birth, and about a birth too long before a record. */
export const beforeBirth = (open: OpenRange, fields: readonly DayField[], subject: number): readonly Question[] => {
  const birth = fields.find(({ isBirth }) => isBirth)
  if (birth === undefined) return []
  const row = birthRow(birth, birth.columns.starts[subject]!, birth.columns.starts[subject + 1]!)
  if (row < 0) return []
  const born = earliest(birth, row)
  const yearOfDeath = yearOf(civilDate(birth.days[row]!)) + longestLife
  const others = fields.filter(({ isBirth }) => !isBirth)
  const early = others.flatMap((field): readonly Question[] => {
    const { domain, columns, days } = field
    const rows = rowsOf(domain, columns, subject, at => !Number.isNaN(days[at]!) && latest(field, at) < born)
    if (rows.length === 0) return []
    const words = told`${noun(domain)} before birth: ${fieldPlaces(open.range, rows, field.field)}`
    return [question(open.range, 'record-before-birth', words, rows)]
  })
  const isLate = others.some(
    ({ domain, columns, days }) =>
      rowsOf(domain, columns, subject, at => yearOf(civilDate(days[at]!)) > yearOfDeath).length > 0,
  )
  if (!isLate) return early
  const rows = rowsOf('subject', birth.columns, subject)
  const words = told`the day of birth lies more than ${longestLife} years before a record: ${fieldPlaces(open.range, rows, 'birthDate')}`
  return [...early, question(open.range, 'unlikely-birth', words, rows)]
}
