import { civilDate, dayNumber } from '../../protocol/schema/day-numbers.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { precisions } from '../../protocol/schema/precisions.js'

const ofMonth = precisions.indexOf('month')
const ofYear = precisions.indexOf('year')

const numberOf = (year: number, month: number, day: number): number =>
  dayNumber(isoDate([String(year).padStart(4, '0'), pad(month), pad(day)].join('-')))

const pad = (number: number): string => String(number).padStart(2, '0')

/** The first day that a day can be, of which month or year alone is known. */
export const firstDay = (day: number, precision: number): number => {
  if (Number.isNaN(day) || (precision !== ofMonth && precision !== ofYear)) return day
  const date = civilDate(day)
  return numberOf(Math.floor(date / 10_000), precision === ofYear ? 1 : Math.floor(date / 100) % 100, 1)
}

/** The last day that a day can be, of which month or year alone is known. */
export const lastDay = (day: number, precision: number): number => {
  if (Number.isNaN(day) || (precision !== ofMonth && precision !== ofYear)) return day
  const date = civilDate(day)
  const year = Math.floor(date / 10_000)
  if (precision === ofYear) return numberOf(year, 12, 31)
  const month = Math.floor(date / 100) % 100
  return (month === 12 ? numberOf(year + 1, 1, 1) : numberOf(year, month + 1, 1)) - 1
}
