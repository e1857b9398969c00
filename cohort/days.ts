import type { IsoDate } from '../harmonize/shared-row.js'

/** Days in a month of the study language: a year of 365.25 days has twelve. */
export const daysPerMonth = 30.4375

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})$/

const parts = (date: IsoDate): readonly [number, number, number] => {
  const match = isoPattern.exec(date)
  if (match === null) throw new RangeError('a day is written YYYY-MM-DD')
  return [Number(match[1]), Number(match[2]), Number(match[3])]
}

/** Days in a month of the Gregorian calendar, leap years counted. */
export const daysInMonth = (year: number, month: number): number => {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

/** Whether a text is a day that the calendar has, written `YYYY-MM-DD`. */
export const isCalendarDay = (text: string): boolean => {
  const match = isoPattern.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** A day's number, counted from 1970-01-01 in the proleptic Gregorian calendar (Hinnant 2013, `days_from_civil`). */
export const dayNumber = (date: IsoDate): number => {
  const [year, month, day] = parts(date)
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** The day of a number, the inverse of `dayNumber` (Hinnant 2013, `civil_from_days`). */
export const dayOfNumber = (number: number): IsoDate => {
  const shifted = number + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

const pad = (number: number, width: number): string => String(number).padStart(width, '0')

/** Completed years from birth to a day; who is born on 29 February completes a year on 1 March of a common year. */
export const completedYears = (birth: IsoDate, day: IsoDate): number => {
  const [birthYear, birthMonth, birthDay] = parts(birth)
  const [year, month, dayOfMonth] = parts(day)
  const birthdayPassed = month > birthMonth || (month === birthMonth && dayOfMonth >= birthDay)
  return year - birthYear - (birthdayPassed ? 0 : 1)
}
