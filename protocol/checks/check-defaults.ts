import { type FindingFile, type StudyFindings, doubt, reject } from '../load/study-findings.js'
import { inWords } from '../words/schema-words.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { checkDialect } from './check-dialect.js'
import { checkFormats } from './check-day.js'
import { isTimeZone } from './time-zone.js'

/** The one day of the data that a mapping states; null where it stands in the files or nowhere. */
export const statedDay = ({ dataDate }: Pick<SiteMapping, 'dataDate'>): string | null =>
  typeof dataDate === 'string' ? dataDate : null

/** Checks what a mapping says of its whole site: its zone, its defaults, the day of its data. */
export const checkDefaults = (
  findings: StudyFindings,
  { time }: Pick<Study, 'time'>,
  of: FindingFile,
  mapping: SiteMapping,
): void => {
  const offsets = time === 'day offsets'
  const { timeZone, defaults = {}, dataDate } = mapping
  const noCalendar = 'but a study of day offsets has no calendar'
  if (timeZone !== undefined && offsets)
    reject(findings, { of, path: ['timeZone'], at: 'key', message: `found a time zone, ${noCalendar}` })
  else if (timeZone !== undefined && !isTimeZone(timeZone)) {
    const message = `found ${inWords(timeZone)}, which is no time zone`
    reject(findings, { of, path: ['timeZone'], message, allowed: ['a name such as Asia/Shanghai'] })
  }
  if (typeof dataDate === 'string' && offsets)
    reject(findings, { of, path: ['dataDate'], message: `found a day of the data, ${noCalendar}` })
  if (dataDate === undefined && !offsets) {
    const message = `no day of the data is stated, so it is the day on which an export comes, and data that grow old look fresh: say 'dataDate', by a file's name, a column, or one day for all`
    doubt(findings, { of, path: [], message })
  }
  if (offsets)
    for (const key of ['date', 'century', 'months', 'impute'] as const) {
      const message = `found '${key}', ${noCalendar}`
      if (defaults[key] !== undefined) reject(findings, { of, path: ['defaults', key], at: 'key', message })
    }
  checkDialect(findings, of, ['defaults'], defaults)
  checkFormats(findings, { of, path: ['defaults'], offsets, defaults: {}, dataDate: statedDay(mapping) }, defaults)
}
