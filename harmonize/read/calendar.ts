import { daysInMonth, type IsoDate, isoDate } from '../../protocol/schema/iso-date.js'

const two = (number: number): string => String(number).padStart(2, '0')

// Public data are moved by centuries so that nobody is known by a day; what lies ahead of an export is held where it is compared.
const [first, last] = [1880, 2299]

/**
 * The calendar day of a year, month and day, or null where there is no such day or no person of a study could have
 * lived it.
 */
export const calendarDay = (year: number, month: number, day: number): IsoDate | null => {
  if (year < first || year > last || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return isoDate(`${year}-${two(month)}-${two(day)}`)
}

// Days since 1 March of year 0, after Hinnant (2013), `civil_from_days`: whole numbers only, so no time zone can move
// a day.
const civilDay = (days: number): IsoDate | null => {
  const era = Math.floor(days / 146_097)
  const ofEra = days - era * 146_097
  const leapDays = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096)
  const yearOfEra = Math.floor((ofEra - leapDays) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * ofYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return calendarDay(
    yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    ofYear - Math.floor((153 * shifted + 2) / 5) + 1,
  )
}

// 30 December 1899 and 1 January 1904, in days since 1 March of year 0.
const zeroDay = { 1900: 693_899, 1904: 695_361 } as const

/** The day of a workbook's day number; null before 1 March 1900, where the numbers count a day that never was. */
export const serialDay = (serial: number, epoch: 1900 | 1904): IsoDate | null =>
  !Number.isFinite(serial) || serial < (epoch === 1900 ? 61 : 0) ? null : civilDay(Math.floor(serial) + zeroDay[epoch])

/** The time of day of a workbook's day number in seconds since midnight; null for a whole number, which is the day alone. */
export const serialTime = (serial: number): number | null => {
  const seconds = Math.min(Math.round((serial - Math.floor(serial)) * 86_400), 86_399)
  return seconds === 0 ? null : seconds
}
