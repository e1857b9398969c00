import type { Cell } from '../../sources/source-record.js'
import type { ColumnRule } from '../read/column-rule.js'
import type { DateFormat } from '../read/day-by-format.js'
import type { CountedColumn } from './table-rows.js'
import { plainCell } from '../read/plain-text.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'

/** What a column's cells say of the order of day and month against the formats that are listed for it. */
export interface DayOrder {
  /** The other order occurs: a text that both orders can read is no certain day. */
  readonly contradicted: boolean
  /** Typed days beside texts which a program could not turn into days: it read the others month for day. */
  readonly typedSwapped: boolean
  /** Reads a text with day and month in each other's place. */
  readonly swapped: (text: string) => IsoDate | null
}

/** The order of a column that shows nothing against its formats. */
export const orderAsListed: DayOrder = { contradicted: false, typedSwapped: false, swapped: () => null }

// With so many days that only the listed order can read, a single day in the other order is a slip of its own cell.
const agreeingPerSlip = 20

const firstDay = (formats: readonly DateFormat[], text: string): IsoDate | null => {
  for (const format of formats) {
    const read = format(text, undefined)
    if (read?.precision === 'day' && read.date !== null) return read.date
  }
  return null
}

interface Shown {
  agreeing: number
  slips: number
  /** Texts whose day is above 12, as they stay behind where a program turns the others into days. */
  late: number
  typed: number
  typedLate: number
}

const lateNumeral =
  /^(?:(?:1[3-9]|2\d|3[01])[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[-/.](?:1[3-9]|2\d|3[01])[-/.]\d{2,4})(?!\d)/

const show = (
  shown: Shown,
  cell: Cell,
  count: number,
  listed: readonly DateFormat[],
  swapped: readonly DateFormat[],
): void => {
  if (cell.kind === 'date' && cell.precision === undefined) {
    shown.typed += count
    if (Number(cell.date.slice(8, 10)) > 12) shown.typedLate += count
  }
  if (cell.kind !== 'text') return
  const text = plainCell(cell)
  const otherwise = firstDay(swapped, text)
  const asListed = swapped.length === 0 ? null : firstDay(listed, text)
  if (asListed !== null && otherwise === null) shown.agreeing += count
  if (asListed === null && otherwise !== null) shown.slips += count
  if (lateNumeral.test(text)) shown.late += count
}

/** Judges the order of day and month of a column by all its cells, the typed days of a workbook among them. */
export const judgeDays = (rule: ColumnRule, { cells, order, counts }: CountedColumn): DayOrder => {
  const { swapped } = rule
  if (swapped.length === 0 && !order.some(code => cells[code]!.kind === 'date')) return orderAsListed
  const shown: Shown = { agreeing: 0, slips: 0, late: 0, typed: 0, typedLate: 0 }
  for (const code of order) show(shown, cells[code]!, counts[code]!, rule.formats, swapped)
  return {
    contradicted: shown.slips > 0 && shown.agreeing < shown.slips * agreeingPerSlip,
    typedSwapped: shown.typed > 0 && shown.typedLate === 0 && shown.late > 0,
    swapped: text => firstDay(swapped, text),
  }
}
