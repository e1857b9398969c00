import { type IsoDate, isoDate } from '../protocol/schema/iso-date.js'
/** The calendar day of an instant in a study's time zone. */
export const studyDay = (instant: Date, timeZone: string): IsoDate => isoDate(studyTime(instant, timeZone).slice(0, 10))

/** An instant as the study's clocks showed it, with the offset: `2024-04-01T02:00:00+08:00`. */
export const studyTime = (instant: Date, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  }).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find(one => one.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset}`
}
