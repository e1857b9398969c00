import { dateFormat, typedDay } from './day-by-format.js'
import { fileOfPart } from '../../protocol/facts/part-files.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { ReceivedTable } from '../received-site.js'
import { plainCell, plainText } from './plain-text.js'
import { isIsoDate, type IsoDate, isoDate } from '../../protocol/schema/iso-date.js'

// No export is of the last century.
const century = { from: 2000 }

const digitsOnly = /(\d+)/g

// A name that the mapping's pattern stands for ends with the day that was read in the received one.
const dayAtEnd = (name: string): IsoDate | null => {
  const found = /, of (\d{4}-\d{2}-\d{2})$/.exec(name)?.[1]
  return found !== undefined && isIsoDate(found) ? found : null
}

/** The day that a file's name has in a format of the mapping, or null. */
export const dayInName = (name: string, format: string): IsoDate | null => {
  const read = dateFormat(format, { century })
  const plain = plainText(name)
  // The format's own length is tried at each place, then the plain digit groups.
  const width = plainText(format).length
  for (let start = plain.length - width; start >= 0; start -= 1) {
    for (const length of [width, width + 1, width + 2]) {
      if (/\d/.test(plain[start - 1] ?? '') || /\d/.test(plain[start + length] ?? '')) continue
      const day = read(plain.slice(start, start + length), 'last')
      if (day?.date != null) return day.date
    }
  }
  const days = [...plain.matchAll(digitsOnly)].map(([digits]) => read(digits, 'last')?.date ?? null)
  return days.findLast(day => day !== null) ?? null
}

const latestInColumn = (
  { columns }: Pick<ReceivedTable, 'columns'>,
  column: string,
  formats: readonly string[],
): IsoDate | null => {
  const readers = formats.map(format => dateFormat(format, { century }))
  let latest: IsoDate | null = null
  for (const cell of columns.get(column)?.cells ?? []) {
    const days =
      cell.kind === 'date'
        ? [typedDay(cell, 'last').date]
        : readers.map(read => read(plainCell(cell), 'last')?.date ?? null)
    for (const day of days) if (day !== null && (latest === null || day > latest)) latest = day
  }
  return latest
}

/**
 * The day up to which a site's export goes: as the mapping says one for all, or from a file's name or a column, else the
 * day it was received.
 */
export const siteDataDate = (
  mapping: SiteMapping,
  tables: readonly Pick<ReceivedTable, 'fileId' | 'file' | 'columns'>[],
  receivedOn: IsoDate | null,
): IsoDate | null => {
  const { dataDate } = mapping
  if (dataDate === undefined) return receivedOn
  if (typeof dataDate === 'string') return isoDate(dataDate)
  // Of a file in parts the latest day counts.
  const days = tables
    .filter(({ fileId }) => fileOfPart(fileId) === dataDate.file)
    .map(file =>
      'name' in dataDate
        ? (dayAtEnd(file.file) ?? dayInName(file.file, dataDate.name))
        : latestInColumn(file, dataDate.column, dataDate.date),
    )
    .filter(day => day !== null)
  return days.sort().at(-1) ?? receivedOn
}
