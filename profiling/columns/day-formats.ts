import { serialDay } from '../../harmonize/read/calendar.js'
import { type DateFormat, dateFormat } from '../../harmonize/read/day-by-format.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import type { ColumnProfile } from '../../protocol/language/profile-schema.js'
import type { DistinctCell } from './distinct-cells.js'
import { mixedDays } from './mixed-days.js'

// Of two formats that read the same the first is told: it asks for more.
const formats = [
  'YYYY-MM-DD',
  'YYYY-M-D',
  'YYYY/MM/DD',
  'YYYY/M/D',
  'YYYY.MM.DD',
  'YYYY.M.D',
  'YYYYMMDD',
  'YYYY年MM月DD日',
  'YYYY年M月D日',
  'DD.MM.YYYY',
  'D.M.YYYY',
  'DD/MM/YYYY',
  'D/M/YYYY',
  'MM/DD/YYYY',
  'M/D/YYYY',
  'DD-MM-YYYY',
  'D-M-YYYY',
  'MM-DD-YYYY',
  'M-D-YYYY',
  'DD-MMM-YYYY',
  'D-MMM-YYYY',
  'D MMM YYYY',
  'DMMMYYYY',
  'MMM D, YYYY',
  'YYYY-MM',
  'YYYY/MM',
  'YYYY.MM',
  'YYYY年M月',
  'MM/YYYY',
  'MM.YYYY',
  'MMM YYYY',
].map(format => ({ format, read: dateFormat(format), loose: format.replaceAll(/MM(?!M)|DD/g, part => part.slice(1)) }))

/** The days of a column, and which of its cells are read as such. */
export interface Days {
  readonly days: ColumnProfile['days']
  readonly reads: (cell: DistinctCell) => boolean
}

interface Candidate {
  readonly format: string
  readonly read: DateFormat
  readonly loose: string
  rows: number
}

// Days of 1926 to 2036 as the numbers that a workbook counts them by.
const serials = [9_500, 50_000] as const
// Without a header that says so only days of studies are: whole numbers of five digits are many things.
const ofStudies = [36_500, 50_000] as const
const dayHeader = /日期|时间|時間|日$|date|day|datum|fecha|\bdob\b|出生/i

const serialsIn = (cells: readonly DistinctCell[], header: string): ((cell: DistinctCell) => boolean) | null => {
  const [from, to] = dayHeader.test(header) ? serials : ofStudies
  const isSerial = ({ cell }: DistinctCell): boolean =>
    cell.kind === 'number' &&
    cell.shown !== true &&
    Number.isInteger(cell.number) &&
    cell.number >= from &&
    cell.number <= to
  return rowsOf(cells.filter(isSerial)) * 10 >= rowsOf(cells) * 9 ? isSerial : null
}

const daysOfSerials = (cells: readonly DistinctCell[], isSerial: (cell: DistinctCell) => boolean): Days => {
  const read = cells.filter(isSerial)
  const not = rowsOf(cells) - rowsOf(read)
  const days = read
    .flatMap(({ cell }) => (cell.kind === 'number' ? (serialDay(cell.number, cell.epoch ?? 1900) ?? []) : []))
    .sort()
  const epoch = read.some(({ cell }) => cell.kind === 'number' && cell.epoch === 1904) ? 1904 : 1900
  const format = `serial ${String(epoch)}`
  const written = not === 0 ? { formats: [format], nearly: null } : { formats: [], nearly: { format, not } }
  return {
    days: { ...written, together: null, typed: 0, earliest: days[0] ?? null, latest: days.at(-1) ?? null },
    reads: isSerial,
  }
}

const possible = /\d{4}/
const sampled = 200
const mostWords = 2

const likely = (cells: readonly DistinctCell[]): readonly Candidate[] => {
  const step = Math.max(1, Math.floor(cells.length / sampled))
  const sample = cells.filter((_, at) => at % step === 0)
  return formats
    .filter(({ read }) => sample.filter(({ plain }) => isDay(read, plain)).length * 2 >= sample.length)
    .map(one => ({ ...one, rows: 0 }))
}

const dayOf = (read: DateFormat, plain: string): IsoDate | null => read(plain, undefined)?.date ?? null

// A day of another age is a number of eight digits that happens to be one.
const isDay = (read: DateFormat, plain: string): boolean => {
  const day = dayOf(read, plain)
  return day !== null && day >= '1880' && day < '2101'
}

const withoutLooser = (reading: readonly Candidate[]): readonly Candidate[] =>
  reading.filter(
    ({ format, loose }) =>
      !reading.some(other => other.format !== format && other.loose === loose && other.format.length > format.length),
  )

// The formats that read all of some cells.
const readingAll = (cells: readonly DistinctCell[]): readonly string[] =>
  withoutLooser(
    formats.filter(({ read }) => cells.every(({ plain }) => isDay(read, plain))).map(one => ({ ...one, rows: 0 })),
  ).map(({ format }) => format)

const readersOf = (named: readonly string[]): readonly DateFormat[] =>
  formats.filter(({ format }) => named.includes(format)).map(({ read }) => read)

/** The days of a column: the formats that read all of its filled cells, else the one that reads most; null where few are days. */
export const daysOf = (cells: readonly DistinctCell[], header: string): Days => {
  const none = { days: null, reads: () => false }
  const isSerial = cells.length === 0 ? null : serialsIn(cells, header)
  if (isSerial !== null) return daysOfSerials(cells, isSerial)
  const typed = cells.filter(({ cell }) => cell.kind === 'date')
  const texts = cells.filter(({ cell }) => cell.kind !== 'date')
  const typedRows = rowsOf(typed)
  const all = typedRows + rowsOf(texts)
  const isDated = texts.some(({ plain }) => possible.test(plain))
  const candidates = isDated ? likely(texts) : []
  for (const { plain, count } of texts) for (const one of candidates) if (isDay(one.read, plain)) one.rows += count
  const most = Math.max(0, ...candidates.map(({ rows }) => rows))
  const reading = candidates.filter(({ rows }) => rows + typedRows === all)
  const mixed = reading.length > 0 || !isDated ? null : mixedDays(texts, readingAll)
  const together = mixed !== null && mixed.formats.length > 1 ? mixed : null
  const read = Math.max(most, together === null ? 0 : rowsOf(texts) - together.not)
  // A word or two may stand in place of most days: an end that has not come yet.
  const words = texts.filter(({ plain }) => !/\d/.test(plain))
  const dated = words.length <= mostWords && (read + typedRows) * 5 >= all ? all - rowsOf(words) : all
  if (all === 0 || (read + typedRows) * 2 < dated) return none
  const chosen = withoutLooser(reading)
  const best = candidates.filter(({ rows }) => rows === most)[0]
  const nearly =
    texts.length === 0 || chosen.length > 0 || (best === undefined && typedRows === 0)
      ? null
      : { format: best?.format ?? 'serial 1900', not: all - typedRows - most }
  const one = chosen[0] ?? best
  const readers = together === null ? (one === undefined ? [] : [one.read]) : readersOf(together.formats)
  const dayIn = (plain: string): IsoDate | null => {
    for (const read of readers) if (isDay(read, plain)) return dayOf(read, plain)
    return null
  }
  let [earliest, latest]: [IsoDate | null, IsoDate | null] = [null, null]
  for (const { cell, plain } of cells) {
    const day = cell.kind === 'date' ? cell.date : dayIn(plain)
    if (day === null) continue
    if (earliest === null || day < earliest) earliest = day
    if (latest === null || day > latest) latest = day
  }
  return {
    days: { formats: chosen.map(({ format }) => format), nearly, together, typed: typedRows, earliest, latest },
    reads: ({ cell, plain }) => cell.kind === 'date' || dayIn(plain) !== null,
  }
}

const rowsOf = (cells: readonly DistinctCell[]): number => cells.reduce((sum, { count }) => sum + count, 0)
