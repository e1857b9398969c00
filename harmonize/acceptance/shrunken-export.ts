import { type Comparison, findingOf, subjectsTable } from './comparison.js'
import type { ExportSummary, FileSummary } from './export-summary.js'
import { fileOfPart } from '../../protocol/facts/part-files.js'
import { told } from '../../words/told.js'

const keptShare = 0.9
const fewestLost = 3

/** Whether so much is gone that a part of the file may be missing. */
const shrank = (before: number, kept: number): boolean => kept < keptShare * before && before - kept >= fewestLost

const rowsIn = (tables: readonly FileSummary[], subject: number): number =>
  tables.reduce((sum, { rows }) => sum + rows[subject]!, 0)

/** The rows of the subjects that stayed, in the last export's file with all its parts and in this one's. */
const rowsOfKept = (
  old: readonly FileSummary[],
  tables: readonly FileSummary[],
  places: Int32Array,
): readonly [number, number] => {
  let [before, now] = [0, 0]
  places.forEach((place, subject) => {
    if (place < 0) return
    before += rowsIn(old, subject)
    now += rowsIn(tables, place)
  })
  return [before, now]
}

const partsOf = ({ files }: ExportSummary, file: string): readonly FileSummary[] =>
  files.filter(({ fileId }) => fileOfPart(fileId) === file)

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
  // A row may go from one part to another, and a further file moves the places of all parts behind it.
  const files = [...new Set(before.files.map(({ fileId }) => fileOfPart(fileId)))]
  const ofRows = files.flatMap(file => {
    const tables = partsOf(now, file)
    const [table] = tables
    if (table === undefined) return []
    const [rowsBefore, rowsNow] = rowsOfKept(partsOf(before, file), tables, places)
    if (!shrank(rowsBefore, rowsNow)) return []
    const gone = rowsBefore - rowsNow
    const message = told`${gone} of the ${rowsBefore} rows that these subjects had in the last accepted export are not in this one; see whether the file is whole, and ask the site for it again`
    return [findingOf(table, 'rows-shrank', 'file refused', [gone, rowsBefore], message)]
  })
  return { findings: [...ofSubjects, ...ofRows], questions: [] }
}
