import { join } from 'node:path'
import colors from 'picocolors'
import type { HeldCounts } from '../runs/count-held.js'
import type { RunFindings } from '../runs/run-findings.js'
import type { ReportedChange } from '../reports/report-input.js'
import { heldInWords } from '../reports/words/held-words.js'
import type { MailRow } from '../sql/report-files.js'
import type { RunRow, RunSiteRow } from '../sql/runs.js'
import { folderOfRun } from '../folders/run-folder.js'
import { mailLine, statusText } from './run-lines.js'
import { figuresFolder, reportFiles } from '../words/report-files.js'
import { counted } from '../words/counted.js'
import { hasReport } from '../words/run-status.js'
import { told } from '../words/told.js'

/** Which run the lines are about, how it ended, and why where it failed. */
export const titleLines = (
  run: Pick<RunRow, 'study' | 'run_id' | 'status' | 'data_cut' | 'failure'>,
  undelivered = 0,
): readonly string[] => [
  '',
  `${colors.bold(run.study)}  run ${run.run_id}  ${statusText(run.status)}${run.data_cut === null ? '' : `  data cut ${run.data_cut}`}${undelivered === 0 ? '' : colors.red(`  ${counted(undelivered, told`message`)} not delivered`)}`,
  ...(run.failure === null ? [] : [`  ${colors.red(run.failure)}`]),
]

type Ended = Pick<RunRow, 'run_id' | 'status' | 'exit_code'>

/** The report that stands for an unchanged run, with the status and exit code that both end with. */
export const standingReport = ({ run_id: id, status, exit_code: code }: Ended): string =>
  `the report of run ${id} stands: ${statusText(status)}, exit code ${String(code ?? 0)}`

/** Which run an unchanged one equals, or that it was forgotten. */
export const equalLines = (
  { status, equals_run_id: equals }: Pick<RunRow, 'status' | 'equals_run_id'>,
  report: Ended,
): readonly string[] => {
  if (equals !== null) return [`  nothing changed: ${standingReport(report)}`]
  return status === 'unchanged' ? ['  nothing had changed since a run that was forgotten, and its report with it'] : []
}

/** What changed since the last report, by cause; nothing where that is not known. */
export const changeLines = (changes: readonly ReportedChange[] | null): readonly string[] => {
  if (changes === null) return []
  if (changes.length === 0)
    return ['  since the last report nothing changed: the same data, protocol, mappings, code and data cut']
  return ['  since the last report', ...changes.map(({ cause, text }) => `    ${cause.padEnd(8)}  ${text}`)]
}

/** The last words of a run whose messages did not all arrive: to whom, and what is known. */
export const undeliveredLines = (
  undelivered: readonly Pick<MailRow, 'recipient' | 'state' | 'answer'>[],
): readonly string[] =>
  undelivered.length === 0
    ? []
    : [
        '',
        colors.red(`  ${counted(undelivered.length, told`message`)} not delivered:`),
        ...undelivered.map(one => colors.red(mailLine(one))),
      ]

/** Where a report was to be written that could not be: the path stands on the screen of its owner alone. */
export const unwrittenLines = (run: Pick<RunRow, 'failure' | 'out_folder' | 'study' | 'run_id'>): readonly string[] =>
  run.failure?.startsWith('ReportNotWritten: ') === true ? [`  folder    ${folderOfRun(run)}`] : []

/** Which data a site brought, and why where they are not new. */
export const siteLine = (
  site: Pick<RunSiteRow, 'site' | 'state' | 'data_date' | 'failure_kind' | 'reason'>,
): string => {
  // Data taken over have not failed: their reason is a sentence of its own.
  const kind = site.failure_kind === null || site.failure_kind === 'ReadBefore' ? '' : `${site.failure_kind} `
  const why = site.reason === null ? '' : `: ${kind}${site.reason}`
  return `  ${site.site.padEnd(24)} ${site.state}${site.data_date === null ? '' : `, data of ${site.data_date}`}${why}`
}

// One whose header may not be told is called by its place.
const columnName = (column: string): string => (/^column \d+$/.test(column) ? column : `column '${column}'`)

/** What was found about files and columns as wholes; why a site's export was refused stands in the site's own line. */
export const findingLines = ({ findings, questions }: RunFindings): readonly string[] => [
  ...findings
    .filter(({ effect }) => effect !== 'file refused')
    .map(({ site, used, effect, file, column, message }) => {
      const what = effect === 'query' ? 'question' : used ? effect : `${effect} (not used)`
      const place = column === null ? file : `${file}, ${columnName(column)}`
      return `  ${colors.yellow(what)}: ${site}, ${place}: ${message}`
    }),
  ...(questions.length === 0
    ? []
    : [
        `  ${colors.yellow('questions')}: ${String(questions.length)} about single subjects beside the last accepted export; ` +
          "the sheet 'Data quality' lists them",
      ]),
]

/**
 * What a run holds, and whether somebody waives it; nothing where nothing is held, and of a run without a report, which may
 * have come to no subject.
 */
export const heldLines = (status: RunRow['status'], held: HeldCounts, unwaived: number): readonly string[] => {
  if (!hasReport(status) && status !== 'unchanged') return []
  if (held.subjects + held.values + unwaived === 0) return []
  const words = `held: ${heldInWords(held, unwaived)}`
  return [`  ${unwaived === 0 ? words : colors.yellow(words)}; the sheet 'Data quality' lists them`]
}

/** Where a report's files are to be found, and the messages that were written. */
export const fileLines = (folder: string, figures: number, mail: string | null): readonly string[] => [
  '',
  `  workbook  ${join(folder, reportFiles.workbook)}`,
  `  results   ${join(folder, reportFiles.results)}`,
  `  figures   ${join(folder, figuresFolder)}  (${counted(figures, told`file`)})`,
  ...(mail === null ? [] : [`  mail      ${mail}`]),
]
