import { existsSync } from 'node:fs'
import { join } from 'node:path'
import colors from 'picocolors'
import { countHeld } from '../activities/count-held.js'
import { readRun } from '../activities/run-context.js'
import { runFindings } from '../activities/run-findings.js'
import { unreadCode } from '../cohort/unread-codes.js'
import { heldInWords } from '../reports/held-words.js'
import { selectQuestions } from '../sql/cohorts.js'
import type { Store } from '../sql/connect.js'
import { selectReportFiles } from '../sql/report-files.js'
import { type RunRow, selectRunSites } from '../sql/runs.js'
import { headlineOf } from './headline.js'
import { printNotes } from './print-notes.js'
import type { Terminal } from './terminal.js'

/** Where a run's files are. */
export const runFolder = (run: Pick<RunRow, 'out_folder' | 'study' | 'run_id'>): string =>
  join(run.out_folder, run.study, run.run_id)

const shown: Readonly<Record<RunRow['status'], (text: string) => string>> = {
  running: colors.cyan,
  final: colors.green,
  provisional: colors.yellow,
  failed: colors.red,
  cancelled: colors.red,
  skipped: colors.yellow,
}

/** A run's status, coloured. */
export const statusText = (status: RunRow['status']): string => shown[status](status.toUpperCase())

const printFiles = async (store: Store, run: RunRow, terminal: Terminal): Promise<void> => {
  const folder = runFolder(run)
  if (!existsSync(folder)) return
  const figures = (await selectReportFiles(store.database, run.run_id)).filter(file =>
    file.path.startsWith('figures/'),
  ).length
  terminal.print('')
  terminal.print(`  workbook  ${join(folder, 'report.xlsx')}`)
  terminal.print(`  results   ${join(folder, 'results.json')}`)
  terminal.print(`  figures   ${join(folder, 'figures')}  (${String(figures)} files)`)
  if (existsSync(join(folder, 'mail'))) terminal.print(`  mail      ${join(folder, 'mail')}`)
}

const printFindings = async (store: Store, runId: string, terminal: Terminal): Promise<void> => {
  const { findings, questions } = await runFindings(store, runId)
  for (const { site, used, effect, file, column, message } of findings) {
    // Why a site's export was refused stands in the site's own line.
    if (effect === 'file refused') continue
    const what = effect === 'query' ? 'question' : used ? effect : `${effect} (not used)`
    const place = column === null ? file : `${file}, column '${column}'`
    terminal.print(`  ${colors.yellow(what)}: ${site}, ${place}: ${message}`)
  }
  if (questions.length > 0)
    terminal.print(
      `  ${colors.yellow('questions')}: ${String(questions.length)} about single subjects beside the last accepted export; the sheet 'Data quality' lists them`,
    )
}

/** Prints how a run ended: its sites, what is held, where its files are, and the headline numbers. */
export const reportRun = async (store: Store, runId: string, terminal: Terminal): Promise<void> => {
  const { run, study } = await readRun({ store }, runId)
  terminal.print('')
  terminal.print(
    `${colors.bold(run.study)}  run ${run.run_id}  ${statusText(run.status)}${run.data_cut === null ? '' : `  data cut ${run.data_cut}`}`,
  )
  if (run.failure !== null) terminal.print(`  ${colors.red(run.failure)}`)
  const sites = await selectRunSites(store.database, runId)
  for (const site of sites) {
    // Data taken over have not failed: their reason is a sentence of its own.
    const kind = site.failure_kind === null || site.failure_kind === 'ReadBefore' ? '' : `${site.failure_kind} `
    const why = site.reason === null ? '' : `: ${kind}${site.reason}`
    terminal.print(
      `  ${site.site.padEnd(24)} ${site.state}${site.data_date === null ? '' : `, data of ${site.data_date}`}${why}`,
    )
  }
  await printFindings(store, runId, terminal)
  const held = await countHeld(store, runId)
  const { heldSubjects, heldValues } = study.expected
  if (held.subjects + held.values + heldSubjects + heldValues > 0) {
    const asExpected = held.subjects === heldSubjects && held.values === heldValues
    const words = `held: ${heldInWords(held, study.expected)}`
    terminal.print(`  ${asExpected ? words : colors.yellow(words)}; the sheet 'Data quality' lists them`)
  }
  for (const line of await selectQuestions(store.database, runId, unreadCode)) {
    terminal.print(`  ${colors.yellow(`${line.site}: ${line.message}`)}`)
  }
  await printNotes(store, sites, terminal)
  await printFiles(store, run, terminal)
  for (const line of await headlineOf(store, runId)) terminal.print(line)
}
