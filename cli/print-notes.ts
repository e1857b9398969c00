import colors from 'picocolors'
import { batchNotes } from '../activities/batch-notes.js'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { Store } from '../sql/connect.js'
import { selectIssues } from '../sql/issues.js'
import type { RunSiteRow } from '../sql/runs.js'
import { causeLine, commonestCauses } from './common-causes.js'
import type { Terminal } from './terminal.js'

const mostNotes = 5

const printSome = (terminal: Terminal, title: string, lines: readonly string[]): void => {
  if (lines.length === 0) return
  terminal.print(`  ${title}`)
  for (const line of lines.slice(0, mostNotes)) terminal.print(`    ${line}`)
  if (lines.length > mostNotes) {
    terminal.print(colors.dim(`    and ${String(lines.length - mostNotes)} more on the sheet 'Data quality'`))
  }
}

/** Prints the commonest causes of issues, where texts stand that no mapping lists, and what was noted on reading. */
export const printNotes = async (store: Store, sites: readonly RunSiteRow[], terminal: Terminal): Promise<void> => {
  const issues: RecordIssue[] = []
  for (const { site, batch_id } of sites) {
    if (batch_id !== null) issues.push(...(await selectIssues(store.database, batch_id, site)))
  }
  printSome(terminal, 'most often held or asked:', commonestCauses(issues).map(causeLine))
  const { notes, unlisted } = await batchNotes(store, sites)
  const places = [...unlisted]
    .sort((one, other) => other.count - one.count)
    .map(({ site, file, column, count, nearest }) => {
      const meant = nearest === null ? '' : `; the nearest listed is '${nearest}'`
      return `${String(count).padStart(6)}  ${site}  ${file}, ${column}${meant}`
    })
  printSome(terminal, "texts that no mapping lists ('cohortium check STUDY --exports FOLDER' shows them):", places)
  printSome(
    terminal,
    'notes:',
    notes.map(({ site, note }) => `${site}  ${note}`),
  )
}
