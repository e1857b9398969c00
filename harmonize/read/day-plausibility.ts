import type { ColumnRule } from './column-rule.js'
import { held, type FieldReading } from './field-reading.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import { told, toldDay } from '../../words/told.js'

// What programs write for a day that nobody entered.
const sentinels = new Set(['1899-12-30', '1899-12-31', '1900-01-01', '1901-01-01', '1904-01-01', '1911-11-11'])
const sentinelsOfEvents = new Set(['1970-01-01'])

const longestLife = 125
const longestStudy = 100

// Of 29 February this is no day in most years, so it is compared only.
const yearsBefore = (day: IsoDate, years: number): string =>
  `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`

/** Why a day that a calendar has is held all the same: a filler of a program, or farther back than anybody lives; else null. */
export const implausibleDay = (rule: ColumnRule, date: IsoDate, dataDate: IsoDate | null): FieldReading | null => {
  const birth = rule.field === 'birthDate'
  if (sentinels.has(date) || (!birth && sentinelsOfEvents.has(date))) {
    return held(
      'sentinel-date',
      told`a day that programs write where none was entered; if it is one, list it under 'missing'`,
    )
  }
  const years = birth ? longestLife : longestStudy
  if (dataDate === null || date >= yearsBefore(dataDate, years)) return null
  return held('implausible-date', told`a day more than ${years} years before the export's own, ${toldDay(dataDate)}`)
}
