import { type Comparison, findingOf, subjectsTable, tableOf } from './comparison.js'
import type { ExportSummary, FileSummary } from './export-summary.js'
import { told } from '../../words/told.js'

const keptShare = 0.9
const fewestLost = 3

/** Whether so much is gone that a part of the file may be missing. */
const shrank = (before: number, kept: number): boolean => kept < keptShare * before && before - kept >= fewestLost

const rowsOf = ({ rows }: FileSummary, subjects: readonly string[]): number =>
  subjects.reduce((sum, key) => sum + (rows.get(key) ?? 0), 0)

/** Subjects of the last export that are gone, and rows of those that stayed: a file that was cut at the end of a line. */
export const shrunkenExport = (before: ExportSummary, now: ExportSummary): Comparison => {
  const subjects = [...before.subjects.keys()]
  const kept = subjects.filter(key => now.subjects.has(key))
  const lost = subjects.length - kept.length
  const ofSubjects = !shrank(subjects.length, kept.length)
    ? []
    : [
        findingOf(
          subjectsTable(now),
          'subjects-shrank',
          'file refused',
          [lost, subjects.length],
          told`${lost} of the ${subjects.length} subjects of the last accepted export are not in this one; see whether the file is whole, and ask the site for it again`,
        ),
      ]
  const ofRows = before.files.flatMap(old => {
    const table = tableOf(now, old.fileId)
    if (table.fileId !== old.fileId) return []
    const [rowsBefore, rowsNow] = [rowsOf(old, kept), rowsOf(table, kept)]
    if (!shrank(rowsBefore, rowsNow)) return []
    const gone = rowsBefore - rowsNow
    const message = told`${gone} of the ${rowsBefore} rows that these subjects had in the last accepted export are not in this one; see whether the file is whole, and ask the site for it again`
    return [findingOf(table, 'rows-shrank', 'file refused', [gone, rowsBefore], message)]
  })
  return { findings: [...ofSubjects, ...ofRows], questions: [] }
}
