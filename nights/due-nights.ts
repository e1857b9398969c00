import { cronTimes } from '../protocol/language/cron.js'

/** More nights than this are not listed one by one. */
const most = 400

/**
 * When a study was due between two moments, the first without, the last with, as its cron expression in its zone says; the
 * last ones where they are many. Null where that cannot be known, as for `@every`.
 */
export const dueBetween = (cron: string, zone: string, after: Date, until: Date): readonly Date[] | null => {
  try {
    const times = cronTimes(cron, zone)
    if (times === null) return null
    const due: Date[] = []
    for (let next = times.nextRun(after); next !== null && next <= until; next = times.nextRun(next)) {
      // Where clocks are put forward Temporal leaves out a time that does not exist, so it was not due.
      if (times.match(next)) due.push(next)
      if (due.length > most) due.shift()
    }
    return due
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}
