import { type Comparison, findingOf, nothingFound, subjectsTable } from './comparison.js'
import type { ExportSummary } from './export-summary.js'
import { told, toldDay } from '../../words/told.js'

const fewest = 3
const toleratedShare = 0.1

const newestOf = ({ subjects }: ExportSummary): string =>
  [...subjects.values()].reduce(
    (newest, subject) => (newest > (subject.newest ?? '') ? newest : (subject.newest ?? '')),
    '',
  )

/** Whether this export stands on an earlier day than the last accepted one, by its own words or by its dates. */
export const olderExport = (before: ExportSummary, now: ExportSummary): Comparison => {
  const table = subjectsTable(now)
  if (before.dataDate !== null && now.dataDate !== null && now.dataDate < before.dataDate) {
    const message = told`its data are of ${toldDay(now.dataDate)}, those of the last accepted export of ${toldDay(before.dataDate)}; deliver the newest export`
    return { findings: [findingOf(table, 'older-data-date', 'file refused', [1, 1], message)], questions: [] }
  }
  const both = [...before.subjects].flatMap(([key, { newest }]) => {
    const fresh = now.subjects.get(key)?.newest ?? null
    return newest === null || fresh === null ? [] : [{ before: newest, now: fresh }]
  })
  const earlier = both.filter(day => day.now < day.before).length
  if (earlier === 0 || both.some(day => day.now > day.before)) return nothingFound
  const many = earlier >= fewest && earlier > toleratedShare * both.length
  if (!many && newestOf(now) >= newestOf(before)) return nothingFound
  const message = told`the newest day of ${earlier} of ${both.length} subjects lies before that of the last accepted export, and of none after it: probably an older export; deliver the newest one`
  const effect = many ? 'file refused' : 'query'
  return { findings: [findingOf(table, 'older-dates', effect, [earlier, both.length], message)], questions: [] }
}
