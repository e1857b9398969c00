import colors from 'picocolors'
import { assembleReport } from '../runs/assemble-report.js'
import { provisionalCauses } from '../reports/words/banner.js'
import { headline, headlineText } from '../reports/words/headline.js'
import { reportNumbers } from '../reports/report-context.js'
import type { ReportInput } from '../reports/report-input.js'
import { warnings } from '../reports/words/warnings.js'
import type { Store } from '../sql/connect.js'
import type { RunRow } from '../sql/runs.js'
import { standingReport } from './report-lines.js'
import { hasReport } from '../words/run-status.js'

const warningHeading = 'to know before the numbers are used'

/** How a report stands: final, or provisional with each site that is not as it should be in a line of its own. */
export const verdictLines = (input: Pick<ReportInput, 'run' | 'study' | 'sites' | 'findings'>): readonly string[] =>
  input.run.status === 'FINAL'
    ? [`  ${colors.green('FINAL')}`]
    : [`  ${colors.yellow('PROVISIONAL')}`, ...provisionalCauses(input).map(words => `  - ${colors.yellow(words)}`)]

/**
 * The headline numbers of a report beside those of the last report and the published ones, what to know before they are
 * used, and the verdict, as lines for the terminal; the verdict is last, so that it does not scroll away.
 */
export const headlineLines = (
  input: ReportInput,
  verdict: readonly string[] = verdictLines(input),
): readonly string[] => {
  const numbers = reportNumbers(input)
  const why = input.published.notComparedBecause
  const warned = warnings(numbers)
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
    ...verdict,
  ]
}

/** What stands for an unchanged run: the numbers without what was new when its report was written, and how that report stands. */
const standingLines = (input: ReportInput, run: RunRow): readonly string[] => {
  const [, ...causes] = verdictLines(input)
  const verdict = `  ${colors.green('UNCHANGED')}: ${standingReport(run)}`
  return headlineLines({ ...input, previous: null, whatChanged: [], nights: null }, [verdict, ...causes])
}

/** The headline of a run, where it has a report; of one that stands for an unchanged run without what was new in it. */
export const headlineOf = async (store: Store, run: RunRow, stands: boolean): Promise<readonly string[]> => {
  if (!hasReport(run.status)) return []
  if (run.outputs_removed_at !== null)
    return [
      '',
      `  its outputs and report were removed on ${run.outputs_removed_at.slice(0, 10)}: newer nights took their place`,
    ]
  const { input } = await assembleReport({ store }, run.run_id)
  return stands ? standingLines(input, run) : headlineLines(input)
}
