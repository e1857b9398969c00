import type { Cell } from '../../sources/source-record.js'
import { serialDay, serialTime } from './calendar.js'
import type { ColumnRule } from './column-rule.js'
import { dayInZone, knownZone } from './day-in-zone.js'
import { type ReadDay, typedDay } from './day-by-format.js'
import { withoutZone } from './zoned-day.js'
import { implausibleDay } from './day-plausibility.js'
import { clean, type FieldReading, held } from './field-reading.js'
import type { DayOrder } from '../columns/judge-days.js'
import { otherDayText } from './other-day-texts.js'
import type { DecimalMarks } from './parse-number.js'
import { plainCell, receivedText } from './plain-text.js'
import { readDigits } from './read-digits.js'
import type { DayValue } from '../shared-row.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import { type Told, told, toldDay } from '../../words/told.js'

// A number in a date column of a workbook is a day number only where it could be a day of a study.
const serialRange = [10_959, 73_050] as const

const farthestOffset = 55_000

/** What the reading of a day depends on besides its column's rule. */
export interface DaySurroundings {
  readonly marks: DecimalMarks
  readonly order: DayOrder
  readonly dataDate: IsoDate | null
}

const partialDay = (date: IsoDate, received: string, precision: DayValue['precision']): DayValue => ({
  kind: 'day',
  date,
  offset: null,
  time: null,
  precision,
  imputed: true,
  received,
})

const wholeDay = (date: IsoDate, received: string, time: number | null): DayValue => ({
  ...partialDay(date, received, 'day'),
  time,
  imputed: false,
})

const accept = (rule: ColumnRule, value: DayValue, dataDate: IsoDate | null, note: Told | null): FieldReading => {
  if (value.date !== null && dataDate !== null && value.date > dataDate) {
    // A partial date that is completed to its last day may run past the export's day; the last day known is that one.
    const known = value.precision === 'month' ? 7 : 4
    if (value.imputed && value.date.slice(0, known) === dataDate.slice(0, known)) {
      return clean({ ...value, date: dataDate }, note)
    }
    const by = rule.century === null ? told`` : told`; by the mapping its century begins with ${rule.century}`
    return held('date-after-export', told`a day after the export's own, ${toldDay(dataDate)}${by}`)
  }
  return (value.date === null ? null : implausibleDay(rule, value.date, dataDate)) ?? clean(value, note)
}

const noUnit = (): boolean => false

const readOffset = (days: number, cell: Cell, received: string, marks: DecimalMarks): FieldReading => {
  const read = readDigits(cell, marks, noUnit)
  if ('refused' in read) return read.refused
  if (read.parts.relation !== '=' || read.parts.rest !== '') {
    return held('not-a-number', told`no number where a distance in time is expected`)
  }
  const offset = read.number * days
  if (Math.abs(offset) > farthestOffset) return held('implausible-value', told`a distance of more than 150 years`)
  return clean({ kind: 'day', date: null, offset, time: null, precision: 'day', imputed: false, received })
}

const fromSerial = (
  rule: ColumnRule,
  cell: Cell,
  text: string,
): { readonly date: IsoDate | null; readonly time: number | null; readonly note: Told | null } | null => {
  const number = cell.kind === 'number' ? cell.number : /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
  if (number === null) return null
  const listed = rule.epochs[0]
  if (listed !== undefined) {
    const epoch = cell.kind === 'number' ? (cell.epoch ?? listed) : listed
    return { date: serialDay(number, epoch), time: serialTime(number), note: null }
  }
  if (cell.kind !== 'number' || number < serialRange[0] || number > serialRange[1]) return null
  const note = told`day numbers in cells without a date format were read as days`
  return { date: serialDay(number, cell.epoch ?? 1900), time: serialTime(number), note }
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

const otherOrder = told`the order of day and month is not the one that the mapping lists: probably the mapping; correct the format, or ask for days as YYYY-MM-DD`

const inOtherOrder = held('day-order-contradicts', told`a day that exists only where ${otherOrder}`)

const eitherOrder = held(
  'day-order-contradicts',
  told`a day that can be read in two ways, in a column where ${otherOrder}`,
)

/** What the listed formats make of a text, judged by its column; null where none reads it. */
const settled = (rule: ColumnRule, text: string, order: DayOrder): ReadDay | FieldReading | null => {
  const [read, other] = byFormats(rule, text)
  if (read === undefined) return null
  if (other !== undefined) return held('ambiguous-date', told`two of the listed formats read two different days`)
  if (read.date === null && order.swapped(text) !== null) return inOtherOrder
  const swapped = read.precision === 'day' && order.contradicted ? order.swapped(text) : null
  return swapped !== null && swapped !== read.date ? eitherOrder : read
}

const fromText = (
  rule: ColumnRule,
  cell: Cell,
  text: string,
  received: string,
  { order, dataDate }: DaySurroundings,
): FieldReading => {
  const read = settled(rule, text, order)
  if (read !== null) return 'value' in read ? read : fromParts(rule, read, received, dataDate)
  const serial = fromSerial(rule, cell, text)
  if (serial !== null) {
    if (serial.date === null) return held('impossible-date', told`a day number of no certain day`)
    return accept(rule, wholeDay(serial.date, received, serial.time), dataDate, serial.note)
  }
  const { text: local, zone } = withoutZone(text)
  if (zone === null) return order.swapped(text) === null ? otherDayText(text, rule.listed) : inOtherOrder
  const known = knownZone(rule.zone, zone, text)
  if ('value' in known) return known
  const zoned = settled(rule, local, order) ?? otherDayText(local, rule.listed)
  if ('value' in zoned) return zoned
  const moved = dayInZone(zoned, known)
  return 'value' in moved ? moved : fromParts(rule, moved, received, dataDate)
}

const fromParts = (rule: ColumnRule, read: ReadDay, received: string, dataDate: IsoDate | null): FieldReading => {
  if (read.date === null) return held('impossible-date', told`a day that no calendar has`)
  if (read.precision === 'day') {
    const time = read.time === 'impossible' ? null : read.time
    const note = read.time === 'impossible' ? told`times that no clock has were left out, their days were read` : null
    return accept(rule, wholeDay(read.date, received, time), dataDate, note)
  }
  if (rule.impute === undefined) {
    return held('partial-date', told`only the ${read.precision} of a day, and the mapping says no rule to complete it`)
  }
  return accept(
    rule,
    partialDay(read.date, received, read.precision),
    dataDate,
    told`partial dates were completed to the ${rule.impute} day`,
  )
}

const typedInOtherOrder = held(
  'day-order-contradicts',
  told`a typed day in a column whose other days stayed texts with a day above 12: the program that turned texts into days has probably read month for day; ask for days as texts YYYY-MM-DD`,
)

const fromTyped = (
  rule: ColumnRule,
  cell: Extract<Cell, { readonly kind: 'date' }>,
  received: string,
  { order, dataDate }: DaySurroundings,
): FieldReading => {
  const whole = cell.precision === undefined
  if (whole && order.typedSwapped && cell.date.slice(5, 7) !== cell.date.slice(8, 10)) return typedInOtherOrder
  return fromParts(rule, typedDay(cell, rule.impute), received, dataDate)
}

/**
 * Reads a cell as a day: a typed day, a text in one of the listed formats, a day number, or a distance from the
 * subject's index.
 */
export const readDay = (rule: ColumnRule, cell: Cell, around: DaySurroundings): FieldReading => {
  const [text, received] = [plainCell(cell), receivedText(cell)]
  if (rule.offsetDays !== null) return readOffset(rule.offsetDays, cell, received, around.marks)
  if (cell.kind === 'date') return fromTyped(rule, cell, received, around)
  return fromText(rule, cell, text, received, around)
}
