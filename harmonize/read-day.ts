import type { Cell } from '../sources/source-record.js'
import { serialDay } from './calendar.js'
import type { ColumnRule } from './column-rule.js'
import { type ReadDay, typedDay } from './date-format.js'
import { clean, type FieldReading, held } from './field-reading.js'
import { digitsToNumber, type DecimalMark, numberParts } from './parse-number.js'
import { plainCell, receivedText } from './plain-text.js'
import type { DayValue, IsoDate } from './shared-row.js'

// A number in a date column of a workbook is a day number only where it could be a day of a study.
const serialRange = [10_959, 73_050] as const

const farthestOffset = 55_000

const twoDigitYear = /^(\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2})$/

const day = (date: IsoDate, received: string, precision: DayValue['precision'] = 'day', imputed = false): DayValue => ({
  kind: 'day',
  date,
  offset: null,
  precision,
  imputed,
  received,
})

const accept = (value: DayValue, dataDate: IsoDate | null, note: string | null): FieldReading => {
  if (value.date !== null && dataDate !== null && value.date > dataDate) {
    // A partial date that is completed to its last day may run past the export's day; the last day known is that one.
    const known = value.precision === 'month' ? 7 : 4
    if (value.imputed && value.date.slice(0, known) === dataDate.slice(0, known)) {
      return clean({ ...value, date: dataDate }, note)
    }
    return held('date-after-export', `a day after the export's own, ${dataDate}`)
  }
  return clean(value, note)
}

const readOffset = (days: number, text: string, received: string, mark: DecimalMark): FieldReading => {
  const parts = numberParts(text)
  const bare = parts !== null && parts.relation === '=' && parts.rest === ''
  const number = bare ? digitsToNumber(parts.digits, mark) : null
  if (number === null || !Number.isFinite(number)) {
    return held('not-a-number', 'no number where a distance in time is expected')
  }
  const offset = number * days
  if (Math.abs(offset) > farthestOffset) return held('implausible-value', 'a distance of more than 150 years')
  return clean({ kind: 'day', date: null, offset, precision: 'day', imputed: false, received })
}

const fromSerial = (
  rule: ColumnRule,
  cell: Cell,
  text: string,
): { readonly date: IsoDate | null; readonly note: string | null } | null => {
  const number = cell.kind === 'number' ? cell.number : /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
  if (number === null) return null
  const listed = rule.epochs[0]
  if (listed !== undefined) {
    return { date: serialDay(number, cell.kind === 'number' ? (cell.epoch ?? listed) : listed), note: null }
  }
  if (cell.kind !== 'number' || number < serialRange[0] || number > serialRange[1]) return null
  const note = 'day numbers in cells without a date format were read as days'
  return { date: serialDay(number, cell.epoch ?? 1900), note }
}

const byFormats = (rule: ColumnRule, text: string): readonly ReadDay[] => {
  const found: ReadDay[] = []
  for (const format of rule.formats) {
    const read = format(text, rule.impute)
    if (read !== null && !found.some(({ date, precision }) => date === read.date && precision === read.precision)) {
      found.push(read)
    }
  }
  // Of two readings one may be no day at all: 31/01 can only be a day first.
  const days = found.filter(({ date }) => date !== null)
  return days.length > 0 ? days : found
}

const fromText = (
  rule: ColumnRule,
  cell: Cell,
  text: string,
  received: string,
  dataDate: IsoDate | null,
): FieldReading => {
  const [read, other] = byFormats(rule, text)
  if (read === undefined) {
    const serial = fromSerial(rule, cell, text)
    if (serial !== null) {
      if (serial.date === null) return held('impossible-date', 'a day number of no certain day')
      return accept(day(serial.date, received), dataDate, serial.note)
    }
    return twoDigitYear.test(text)
      ? held('two-digit-year', 'a year of two digits, whose century cannot be told')
      : held('unreadable-date', 'no day in any of the formats that the mapping lists')
  }
  if (other !== undefined) return held('ambiguous-date', 'two of the listed formats read two different days')
  return fromParts(rule, read, received, dataDate)
}

const fromParts = (rule: ColumnRule, read: ReadDay, received: string, dataDate: IsoDate | null): FieldReading => {
  if (read.date === null) return held('impossible-date', 'a day that no calendar has')
  if (read.precision === 'day') return accept(day(read.date, received), dataDate, null)
  if (rule.impute === undefined) {
    return held('partial-date', `only the ${read.precision} of a day, and the mapping says no rule to complete it`)
  }
  return accept(
    day(read.date, received, read.precision, true),
    dataDate,
    `partial dates were completed to the ${rule.impute} day`,
  )
}

/**
 * Reads a cell as a day: a typed day, a text in one of the listed formats, a day number, or a distance from the
 * subject's index.
 */
export const readDay = (rule: ColumnRule, cell: Cell, mark: DecimalMark, dataDate: IsoDate | null): FieldReading => {
  const [text, received] = [plainCell(cell), receivedText(cell)]
  if (rule.offsetDays !== null) return readOffset(rule.offsetDays, text, received, cell.kind === 'number' ? '.' : mark)
  if (cell.kind === 'date') return fromParts(rule, typedDay(cell, rule.impute), received, dataDate)
  return fromText(rule, cell, text, received, dataDate)
}
