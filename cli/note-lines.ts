import colors from 'picocolors'
import { type BatchNotes, batchNotes } from '../runs/batch-notes.js'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { Store } from '../sql/connect.js'
import { selectIssues } from '../sql/issues.js'
import type { RunSiteRow } from '../sql/runs.js'
import { causeLine, commonestCauses } from './common-causes.js'

const mostNotes = 5

const some = (title: string, lines: readonly string[]): readonly string[] => {
  if (lines.length === 0) return []
  const more = lines.length - mostNotes
  return [
    `  ${title}`,
    ...lines.slice(0, mostNotes).map(line => `    ${line}`),
    ...(more > 0 ? [colors.dim(`    and ${String(more)} more on the sheet 'Data quality'`)] : []),
  ]
}

/** The commonest causes of issues, where texts stand that no mapping lists, and what was noted on reading, as lines. */
export const linesOfNotes = (issues: readonly RecordIssue[], { notes, unlisted }: BatchNotes): readonly string[] => [
  ...some('most often held or asked:', commonestCauses(issues).map(causeLine)),
  ...some(
    "texts that no mapping lists ('cohortium check STUDY --exports FOLDER' shows them):",
    [...unlisted]
      .sort((one, other) => other.count - one.count)
      .map(({ site, file, column, count, nearest }) => {
        const meant = nearest === null ? '' : `; the nearest listed is '${nearest}'`
        return `${String(count).padStart(6)}  ${site}  ${file}, ${column}${meant}`
      }),
  ),
  ...some(
    'notes:',
    notes.map(({ site, note }) => `${site}  ${note}`),
  ),
]

/** What is to be noted of the data that a run's sites brought, as lines of the terminal. */
export const noteLines = async (store: Store, sites: readonly RunSiteRow[]): Promise<readonly string[]> => {
  const issues: RecordIssue[] = []
  for (const { site, batch_id } of sites) {
    if (batch_id !== null) issues.push(...(await selectIssues(store.database, batch_id, site)))
  }
  return linesOfNotes(issues, await batchNotes(store, sites))
}
