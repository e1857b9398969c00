import { type Comparison, findingOf } from './comparison.js'
import type { ExportSummary, FileSummary } from './export-summary.js'
import { told, toldLiteral } from '../../words/told.js'
import { counted } from '../../words/counted.js'

/** Fewer filled cells than these may be a correction. */
const fewestFilled = 3
/** Where a column was well filled, so small a part of it is as good as none. */
const wellFilled = 20
const nearlyEmpty = 0.1

const isEmptied = (before: FileSummary, now: FileSummary, name: string): boolean => {
  const [filledBefore, filledNow] = [before.filled.get(name) ?? 0, now.filled.get(name) ?? 0]
  if (filledBefore === 0 || now.records === 0) return false
  if (filledNow === 0) return true
  if (filledBefore < wellFilled) return false
  return filledNow / now.records < (nearlyEmpty * filledBefore) / Math.max(before.records, 1)
}

/** Columns that said something in the last export and say nothing now; one that decides something refuses the file. */
export const emptiedColumns = (
  before: ExportSummary,
  now: ExportSummary,
  decides: (fileId: string, column: string) => boolean,
): Comparison => ({
  findings: now.files.flatMap(table => {
    const old = before.files.find(({ fileId }) => fileId === table.fileId)
    if (old === undefined) return []
    return [...table.filled.keys()]
      .filter(name => isEmptied(old, table, name))
      .map(name => {
        const [was, left] = [old.filled.get(name) ?? 0, table.filled.get(name) ?? 0]
        const effect = was >= fewestFilled && decides(table.fileId, name) ? 'file refused' : 'query'
        // What is counted are the mapping's columns.
        const column = toldLiteral(name, [...table.filled.keys()])
        const message = told`${counted(was, told`cell`)} said something in the last accepted export, ${left} do now; ask the site whether the column was lost on the way`
        return findingOf(table, 'column-emptied', effect, [was - left, was], message, column)
      })
  }),
  questions: [],
})
