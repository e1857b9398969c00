import { existsSync } from 'node:fs'
import { join } from 'node:path'
import colors from 'picocolors'
import { countHeld } from '../runs/count-held.js'
import { isUndelivered } from '../runs/mail-rule.js'
import { readRun, readRunRow, type RunContext } from '../runs/run-context.js'
import { runFindings } from '../runs/run-findings.js'
import { whatChanged } from '../runs/what-changed.js'
import { unreadCode } from '../cohort/questions/unread-codes.js'
import { selectQuestions } from '../sql/cohorts.js'
import type { Store } from '../sql/connect.js'
import { selectMail, selectReportFiles } from '../sql/report-files.js'
import { type RunRow, type RunSiteRow, selectRunSites } from '../sql/runs.js'
import { foundOf } from '../runs/findings/found-of-run.js'
import { foundLines } from './finding-lines.js'
import { headlineOf } from './headline-lines.js'
import { noteLines } from './note-lines.js'
import {
  changeLines,
  equalLines,
  fileLines,
  findingLines,
  heldLines,
  siteLine,
  titleLines,
  undeliveredLines,
  unwrittenLines,
} from './report-lines.js'
import type { Terminal } from './terminal.js'
import { folderOfRun } from '../folders/run-folder.js'
import { figuresFolder, mailFolder } from '../words/report-files.js'
import { fileNamesOfRun } from '../runs/file-names.js'
import { withFileNames } from '../words/file-marks.js'
import { hasReport } from '../words/run-status.js'

/** Where the files of a report are, and the messages that a run wrote beside it: an unchanged run has messages of its own alone. */
const filesOf = async (store: Store, report: RunRow, run: RunRow): Promise<readonly string[]> => {
  const [folder, mail] = [folderOfRun(report), join(folderOfRun(run), mailFolder)]
  if (!existsSync(folder)) return []
  const files = await selectReportFiles(store.database, report.run_id)
  const figures = files.filter(({ path }) => path.startsWith(`${figuresFolder}/`)).length
  return fileLines(folder, figures, existsSync(mail) ? mail : null)
}

const heldOf = async (
  store: Store,
  { run }: Pick<RunContext, 'run'>,
  sites: readonly RunSiteRow[],
): Promise<readonly string[]> => {
  const unread = await selectQuestions(store.database, run.run_id, unreadCode)
  const names = await fileNamesOfRun(store, run.run_id)
  const found = await foundOf(store, run)
  return [
    ...sites.map(siteLine),
    ...findingLines(await runFindings(store, run.run_id)),
    ...heldLines(run.status, await countHeld(store, run.run_id), found.unwaived),
    ...foundLines(found),
    ...unread.map(({ site, message }) => `  ${colors.yellow(`${site}: ${withFileNames(message, names(site))}`)}`),
  ]
}

/** What changed since the last report; null where there is none, or where one of the two has its counts no more. */
const changedSince = async (
  store: Store,
  context: RunContext,
): Promise<Awaited<ReturnType<typeof whatChanged>> | null> => {
  const { status, previous_run_id: previous, outputs_removed_at: removed } = context.run
  if (!hasReport(status) || previous === null || removed !== null) return null
  return (await readRunRow(store, previous)).outputs_removed_at === null ? whatChanged({ store }, context) : null
}

/**
 * Prints how a run ended: what changed since the last report, its sites, what is held, where its files are, and the headline numbers; for a run that changed
 * nothing the files and numbers of the run that it equals.
 */
export const reportRun = async (store: Store, runId: string, terminal: Terminal): Promise<void> => {
  const context = await readRun({ store }, runId)
  const { run } = context
  const equal = run.equals_run_id === null ? run : await readRunRow(store, run.equals_run_id)
  const sites = await selectRunSites(store.database, runId)
  const undelivered = (await selectMail(store.database, runId)).filter(isUndelivered)
  const [changes, held, notes, files, headline] = await Promise.all([
    changedSince(store, context),
    heldOf(store, context, sites),
    noteLines(store, sites),
    filesOf(store, equal, run),
    headlineOf(store, equal, equal !== run),
  ])
  const title = [
    ...titleLines(run, undelivered.length),
    ...unwrittenLines(run),
    ...equalLines(run, equal),
    ...changeLines(changes),
  ]
  const lines = [...title, ...held, ...notes, ...files, ...headline, ...undeliveredLines(undelivered)]
  for (const line of lines) terminal.print(line)
}
