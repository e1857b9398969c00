import { dayNumber, dayOfNumber } from '../../protocol/schema/day-numbers.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'

/** A day with its time in seconds since midnight. */
export interface TimedDay {
  readonly date: IsoDate
  readonly time: number
}

/** Where a hospital's days are: the day and time there of a moment in seconds since 1970 in UTC. */
export type LocalClock = (moment: number) => TimedDay

// A text without a time of day has no zone: `2020-03-05` ends like one.
const zoned =
  /^(.*\d{1,2}[:時时]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?)\s*(Z|z|UTC|GMT|[A-Z]{2,4}T|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?)$/

/** The text without a time zone at its end, and whether it had one. */
export const withoutZone = (text: string): { readonly text: string; readonly zone: string | null } => {
  const found = zoned.exec(text)
  return { text: found?.[1] ?? text, zone: found?.[2]?.replaceAll(' ', '').toUpperCase() ?? null }
}

// Names that stand for one distance everywhere; of CST, IST, BST and the like there are several.
const hoursOfNames: Readonly<Record<string, number>> = {
  ...{ Z: 0, UTC: 0, GMT: 0, WET: 0, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, MSK: 3 },
  ...{ HKT: 8, SGT: 8, JST: 9, KST: 9, NZST: 12, NZDT: 13 },
}

const farthest = 14 * 60

/** The minutes that a zone behind a time is ahead of UTC; null where its writing has several meanings or none. */
export const minutesAhead = (zone: string, text: string): number | null => {
  const named = hoursOfNames[zone]
  if (named !== undefined) return named * 60
  const [, name, sign, hours, minutes = '00'] = /^(UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  if (hours === undefined || Number(minutes) % 15 !== 0 || Number(minutes) > 45) return null
  // 10:00-11:00 is a span of time as well.
  if (sign === '-' && name === undefined && !/T\d|:\d{2}:\d{2}/.test(text)) return null
  const distance = Number(hours) * 60 + Number(minutes)
  return distance > farthest ? null : sign === '-' ? -distance : distance
}

/** The day and time in a hospital's zone. */
export const localClock = (timeZone: string): LocalClock => {
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  return moment => {
    const parts = Object.fromEntries(
      format.formatToParts(moment * 1000).map(({ type, value }) => [type, Number(value)]),
    )
    const of = (type: string): number => parts[type] ?? 0
    const start = Date.UTC(of('year'), of('month') - 1, of('day')) / 86_400_000
    return { date: dayOfNumber(start), time: of('hour') * 3600 + of('minute') * 60 + of('second') }
  }
}

/** The moment of a day and time that are written with a zone so many minutes ahead of UTC. */
export const momentOf = ({ date, time }: TimedDay, ahead: number): number =>
  dayNumber(date) * 86_400 + time - ahead * 60
