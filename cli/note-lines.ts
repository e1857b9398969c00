import colors from 'picocolors'
import { type BatchNotes, batchNotes } from '../runs/batch-notes.js'
import type { Store } from '../sql/connect.js'
import type { RunSiteRow } from '../sql/runs.js'

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

/** Where texts stand that no mapping lists, and what was noted on reading, as lines. */
export const linesOfNotes = ({ notes, unlisted }: BatchNotes): readonly string[] => [
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
export const noteLines = async (store: Store, sites: readonly RunSiteRow[]): Promise<readonly string[]> =>
  linesOfNotes(await batchNotes(store, sites))
