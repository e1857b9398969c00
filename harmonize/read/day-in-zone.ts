import { type Told, told } from '../../words/told.js'
import type { ZoneRule } from './column-rule.js'
import type { ReadDay } from './day-by-format.js'
import { type FieldReading, held } from './field-reading.js'
import { zoneInWords } from './zone-words.js'
import { minutesAhead, momentOf } from './zoned-day.js'

/** A zone behind a time, and the site's own. */
export interface KnownZone {
  readonly site: ZoneRule
  readonly shown: Told
  /** The minutes that the written zone is ahead of UTC. */
  readonly ahead: number
}

/** What a zone behind a time says; held where the site's own zone or this one is not known. */
export const knownZone = (site: ZoneRule | null, zone: string, text: string): KnownZone | FieldReading => {
  const shown = zoneInWords(zone)
  if (site === null) {
    return held(
      'time-with-zone',
      told`a time with a time zone (${shown}), which may stand for another day at the hospital: state the hospital's own zone by \`timeZone\` in its mapping, or ask for days`,
    )
  }
  const ahead = minutesAhead(zone, text)
  if (ahead !== null) return { site, shown, ahead }
  return held(
    'time-with-zone',
    told`a time with a time zone (${shown}) that is not known or stands for several: ask for times with their distance from UTC, such as +08:00, or for days`,
  )
}

/**
 * A day as it is in the site's zone, read from a time in another one; held where it is midnight and would be another day, as
 * programs write a day without any time.
 */
export const dayInZone = (read: ReadDay, { site, shown, ahead }: KnownZone): ReadDay | FieldReading => {
  if (read.time === 'impossible')
    return held('time-with-zone', told`a time that no clock has, with a time zone (${shown})`)
  if (read.date === null || read.time === null) return read
  const local = site.clock(momentOf({ date: read.date, time: read.time }, ahead))
  if (read.time !== 0 || local.time === 0) return { ...read, ...local }
  if (local.date === read.date) return { ...read, time: null }
  return held(
    'time-with-zone',
    told`midnight with a time zone (${shown}), which is another day in ${site.shown}: programs write days without a time so; ask for days`,
  )
}
