import colors from 'picocolors'
import { assembleReport } from '../runs/assemble-report.js'
import { bannerOf } from '../reports/words/banner.js'
import { headline, headlineText } from '../reports/words/headline.js'
import { reportNumbers } from '../reports/report-context.js'
import type { ReportInput } from '../reports/report-input.js'
import { warnings } from '../reports/words/warnings.js'
import type { Store } from '../sql/connect.js'
import { selectRun } from '../sql/runs.js'
import { hasReport } from '../words/run-status.js'

const warningHeading = 'to know before the numbers are used'

/**
 * The headline numbers of a report beside those of the last report and the published ones, what to know before they are
 * used, and the verdict, as lines for the terminal; the verdict is last, so that it does not scroll away.
 */
export const headlineLines = (input: ReportInput): readonly string[] => {
  const numbers = reportNumbers(input)
  const why = input.published.notComparedBecause
  const warned = warnings(numbers)
  const { provisional } = bannerOf(input)
  return [
    '',
    ...headlineText(headline(numbers))
      .split('\n')
      .map(line => `  ${line}`),
    ...(why === null ? [] : [`  ${why}`]),
    ...(warned.length === 0
      ? []
      : ['', `  ${colors.yellow(warningHeading)}`, ...warned.map(({ text }) => `  - ${text}`)]),
    '',
    `  ${provisional === null ? colors.green('FINAL') : colors.yellow(provisional)}`,
  ]
}

/** The headline of a run, where it has a report. */
export const headlineOf = async (store: Store, runId: string): Promise<readonly string[]> => {
  const run = await selectRun(store.database, runId)
  if (run === undefined || !hasReport(run.status)) return []
  if (run.outputs_removed_at !== null)
    return [
      '',
      `  its outputs and report were removed on ${run.outputs_removed_at.slice(0, 10)}: newer nights took their place`,
    ]
  return headlineLines((await assembleReport({ store }, runId)).input)
}
