import { type Comparison, findingOf, subjectsTable, tableOf } from './comparison.js'
import type { ExportSummary, FileSummary } from './export-summary.js'
import { told } from '../../words/told.js'

const keptShare = 0.9
const fewestLost = 3

/** Whether so much is gone that a part of the file may be missing. */
const shrank = (before: number, kept: number): boolean => kept < keptShare * before && before - kept >= fewestLost

/** The rows of the subjects that stayed, in the last export's table and in this one's. */
const rowsOfKept = (old: FileSummary, table: FileSummary, places: Int32Array): readonly [number, number] => {
  let [before, now] = [0, 0]
  places.forEach((place, subject) => {
    if (place < 0) return
    before += old.rows[subject]!
    now += table.rows[place]!
  })
  return [before, now]
}

/** Subjects of the last export that are gone, and rows of those that stayed: a file that was cut at the end of a line. */
export const shrunkenExport = (before: ExportSummary, now: ExportSummary, places: Int32Array): Comparison => {
  const subjects = places.length
  const kept = places.reduce((sum, place) => sum + Number(place >= 0), 0)
  const lost = subjects - kept
  const ofSubjects = !shrank(subjects, kept)
    ? []
    : [
        findingOf(
          subjectsTable(now),
          'subjects-shrank',
          'file refused',
          [lost, subjects],
          told`${lost} of the ${subjects} subjects of the last accepted export are not in this one; see whether the file is whole, and ask the site for it again`,
        ),
      ]
  const ofRows = before.files.flatMap(old => {
    const table = tableOf(now, old.fileId)
    if (table.fileId !== old.fileId) return []
    const [rowsBefore, rowsNow] = rowsOfKept(old, table, places)
    if (!shrank(rowsBefore, rowsNow)) return []
    const gone = rowsBefore - rowsNow
    const message = told`${gone} of the ${rowsBefore} rows that these subjects had in the last accepted export are not in this one; see whether the file is whole, and ask the site for it again`
    return [findingOf(table, 'rows-shrank', 'file refused', [gone, rowsBefore], message)]
  })
  return { findings: [...ofSubjects, ...ofRows], questions: [] }
}
