import { type Comparison, findingOf, nothingFound, subjectsTable } from './comparison.js'
import type { ExportSummary } from './export-summary.js'
import { told, toldDay } from '../../words/told.js'

const fewest = 3
const toleratedShare = 0.1

const newestOf = ({ newest }: ExportSummary): number => newest.reduce((latest, day) => Math.max(latest, day), -Infinity)

interface ComparedDays {
  /** Of how many subjects both exports have a day, and of how many this one's newest lies before or after. */
  readonly both: number
  readonly earlier: number
  readonly later: number
}

const comparedDays = (before: ExportSummary, now: ExportSummary, places: Int32Array): ComparedDays => {
  let [both, earlier, later] = [0, 0, 0]
  places.forEach((place, subject) => {
    const [old, fresh] = [before.newest[subject]!, place < 0 ? -Infinity : now.newest[place]!]
    if (old === -Infinity || fresh === -Infinity) return
    both += 1
    if (fresh < old) earlier += 1
    if (fresh > old) later += 1
  })
  return { both, earlier, later }
}

/** Whether this export stands on an earlier day than the last accepted one, by its own words or by its dates. */
export const olderExport = (before: ExportSummary, now: ExportSummary, places: Int32Array): Comparison => {
  const table = subjectsTable(now)
  if (before.dataDate !== null && now.dataDate !== null && now.dataDate < before.dataDate) {
    const message = told`its data are of ${toldDay(now.dataDate)}, those of the last accepted export of ${toldDay(before.dataDate)}; deliver the newest export`
    return { findings: [findingOf(table, 'older-data-date', 'file refused', [1, 1], message)], questions: [] }
  }
  const { both, earlier, later } = comparedDays(before, now, places)
  if (earlier === 0 || later > 0) return nothingFound
  const many = earlier >= fewest && earlier > toleratedShare * both
  if (!many && newestOf(now) >= newestOf(before)) return nothingFound
  const message = told`the newest day of ${earlier} of ${both} subjects lies before that of the last accepted export, and of none after it: probably an older export; deliver the newest one`
  const effect = many ? 'file refused' : 'query'
  return { findings: [findingOf(table, 'older-dates', effect, [earlier, both], message)], questions: [] }
}
