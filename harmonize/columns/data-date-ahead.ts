import { fileOfPart } from '../../protocol/facts/part-files.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { daysInMonth, type IsoDate } from '../../protocol/schema/iso-date.js'
import { type Told, told, toldDay } from '../../words/told.js'
import type { FileFinding } from './file-finding.js'

/** A file of a site, with how many rows of it passed. */
export interface DatedFile {
  readonly fileId: string
  readonly file: Told
  readonly sheet: Told
  readonly rows: number
}

// An export may come from a zone in which the next day has begun.
const isBehindNextDay = (day: IsoDate, of: IsoDate): boolean => {
  const [year = 0, month = 0, date = 0] = of.split('-').map(Number)
  const ends = date === daysInMonth(year, month)
  const [nextYear, nextMonth] = ends && month === 12 ? [year + 1, 1] : [year, ends ? month + 1 : month]
  const two = (number: number): string => String(number).padStart(2, '0')
  return day > `${String(nextYear).padStart(4, '0')}-${two(nextMonth)}-${two(ends ? 1 : date + 1)}`
}

/** Asks about an export whose own day lies ahead of its receipt: days ahead would not be held, and it would never grow old. */
export const dataDateAhead = (
  { dataDate: stated }: SiteMapping,
  files: readonly DatedFile[],
  dataDate: IsoDate | null,
  receivedOn: IsoDate | null,
): FileFinding | null => {
  const named = typeof stated === 'object' ? stated.file : null
  const dated = files.find(({ fileId }) => named === null || fileOfPart(fileId) === named)
  if (dated === undefined || dataDate === null || receivedOn === null || !isBehindNextDay(dataDate, receivedOn))
    return null
  const { file, sheet, rows } = dated
  return {
    ...{ file, sheet, column: null, kind: 'data-date-ahead', effect: 'query', filled: rows, unusable: rows },
    message: told`by the mapping its data are of ${toldDay(dataDate)}, after the day when it came, ${toldDay(receivedOn)}: no day up to then is held as one that lies ahead; mend 'dataDate', or the file's name or column that it names`,
  }
}
