const millisecondsADay = 86_400_000

/** Days since 1970-01-01 of a calendar day `YYYY-MM-DD`. */
export const dayNumber = (date: string): number => {
  const milliseconds = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(milliseconds)) throw new Error('not a calendar day')
  return milliseconds / millisecondsADay
}

/** The calendar day so many days after another. */
export const addDays = (date: string, days: number): string =>
  new Date((dayNumber(date) + days) * millisecondsADay).toISOString().slice(0, 10)

/** Days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** Completed years from a birth date to a day. */
export const completedYears = (birthDate: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0)
