import { civilDate } from '../protocol/schema/day-numbers.js'

/** Days in a month of the study language: a year of 365.25 days has twelve. */
export const daysPerMonth = 30.4375

/** Completed years from birth to a day; who is born on 29 February completes a year on 1 March of a common year. */
export const completedYears = (birth: number, day: number): number =>
  Math.floor((civilDate(day) - civilDate(birth)) / 10_000)
