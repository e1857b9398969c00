import { existsSync } from 'node:fs'
import { join } from 'node:path'
import colors from 'picocolors'
import { countHeld } from '../runs/count-held.js'
import { isUndelivered } from '../runs/mail-rule.js'
import { readRun, readRunRow } from '../runs/run-context.js'
import { runFindings } from '../runs/run-findings.js'
import { unreadCode } from '../cohort/questions/unread-codes.js'
import { selectQuestions } from '../sql/cohorts.js'
import type { Store } from '../sql/connect.js'
import { selectMail, selectReportFiles } from '../sql/report-files.js'
import { type RunRow, selectRunSites } from '../sql/runs.js'
import { headlineOf } from './headline-lines.js'
import { noteLines } from './note-lines.js'
import {
  equalLines,
  fileLines,
  findingLines,
  heldLines,
  siteLine,
  titleLines,
  undeliveredLines,
} from './report-lines.js'
import type { Terminal } from './terminal.js'
import { folderOfRun } from '../runs/folder/run-folder.js'
import { figuresFolder, mailFolder } from '../words/report-files.js'
import { fileNamesOfRun } from '../runs/file-names.js'
import { withFileNames } from '../words/file-marks.js'

const filesOf = async (store: Store, run: RunRow): Promise<readonly string[]> => {
  const folder = folderOfRun(run)
  if (!existsSync(folder)) return []
  const files = await selectReportFiles(store.database, run.run_id)
  const figures = files.filter(({ path }) => path.startsWith(`${figuresFolder}/`)).length
  return fileLines(folder, figures, existsSync(join(folder, mailFolder)))
}

/**
 * Prints how a run ended: its sites, what is held, where its files are, and the headline numbers; for a run that changed
 * nothing the files and numbers of the run that it equals.
 */
export const reportRun = async (store: Store, runId: string, terminal: Terminal): Promise<void> => {
  const { run, study } = await readRun({ store }, runId)
  const sites = await selectRunSites(store.database, runId)
  const undelivered = (await selectMail(store.database, runId)).filter(isUndelivered)
  const unread = await selectQuestions(store.database, runId, unreadCode)
  const names = await fileNamesOfRun(store, runId)
  const equal = run.equals_run_id === null ? run : await readRunRow(store, run.equals_run_id)
  const lines = [
    ...titleLines(run, undelivered.length),
    ...equalLines(run),
    ...sites.map(siteLine),
    ...findingLines(await runFindings(store, runId)),
    ...heldLines(await countHeld(store, runId), study.expected),
    ...unread.map(({ site, message }) => `  ${colors.yellow(`${site}: ${withFileNames(message, names(site))}`)}`),
    ...(await noteLines(store, sites)),
    ...(await filesOf(store, equal)),
    ...(await headlineOf(store, equal.run_id)),
    ...undeliveredLines(undelivered),
  ]
  for (const line of lines) terminal.print(line)
}
