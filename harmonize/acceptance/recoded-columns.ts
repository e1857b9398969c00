import { changedWords } from './changed-words.js'
import { type Comparison, findingOf } from './comparison.js'
import type { ExportSummary, FileSummary } from './export-summary.js'
import type { ReadWords } from './words-of-columns.js'
import type { FileFinding } from '../columns/file-finding.js'
import { type Told, told, toldAll, toldLiteral } from '../../words/told.js'

const mostShown = 4

const quoted = (words: readonly Told[]): Told => {
  const shown = words.slice(0, mostShown).map(word => told`'${word}'`)
  return words.length > mostShown
    ? told`${toldAll(shown, ', ')} and ${words.length - mostShown} more`
    : toldAll(shown, ', ')
}

const said = (came: readonly Told[], gone: readonly Told[]): Told => {
  if (came.length === 0)
    return told`${quoted(gone)}, which many of its rows had, stand${gone.length === 1 ? 's' : ''} in none`
  return gone.length === 0
    ? told`${quoted(came)} stand${came.length === 1 ? 's' : ''} there, which the last accepted export did not have`
    : told`${quoted(came)} stand${came.length === 1 ? 's' : ''} there, and ${quoted(gone)} no more`
}

const changedColumn = (
  table: FileSummary,
  column: Told,
  before: ReadWords,
  { units, counts }: ReadWords,
): readonly FileFinding[] => {
  const changed = changedWords(before.counts, counts)
  if (changed === null) return []
  const { came, gone, rows } = changed
  const filled = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const asked = units
    ? told`; see whether the numbers changed with the unit`
    : told`; ask the site whether the words mean what they meant`
  const message = told`${said(came, gone)}${asked}`
  return [findingOf(table, units ? 'column-re-united' : 'column-re-coded', 'query', [rows, filled], message, column)]
}

/** Columns whose words are others than in the last accepted export, though the mapping knows them: codes and units. */
export const recodedColumns = (before: ExportSummary, now: ExportSummary): Comparison => ({
  findings: now.files.flatMap(table => {
    const old = before.files.find(({ fileId }) => fileId === table.fileId)
    return [...table.words].flatMap(([name, words]) => {
      const known = old?.words.get(name)
      const column = toldLiteral(name, [...table.words.keys()])
      return known === undefined ? [] : changedColumn(table, column, known, words)
    })
  }),
  questions: [],
})
