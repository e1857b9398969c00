import { isoDate } from '../protocol/schema/iso-date.js'
import { dayNumber } from '../protocol/schema/day-numbers.js'

// The first days of the calendars that spreadsheets and databases count from, which stand for an empty cell.
const zeroDays: ReadonlySet<number> = new Set(
  ['1899-12-30', '1899-12-31', '1900-01-01', '1900-01-02', '1901-01-01', '1904-01-01'].map(day =>
    dayNumber(isoDate(day)),
  ),
)

/** Before this day no hospital kept records that a study of today could be delivered; people were born before it. */
const firstRecords = dayNumber(isoDate('1920-01-01'))

/** Whether a day is one that programs write where there is none. */
export const isUnlikelyDay = (day: number): boolean => zeroDays.has(day)

/** Whether nothing but a birth can have happened on a day. */
export const isBeforeRecords = (day: number): boolean => day < firstRecords
