import type { RunSiteRow } from '../sql/runs.js'
import type { RunSummary } from './contract.js'
import { reportStatus } from './report-status.js'
import type { RunFindings } from './run-findings.js'
import { endsWithHeld, type Waived } from './findings/waive-findings.js'
import type { Finding } from './findings/finding.js'
import { exitCodes } from '../words/exit-codes.js'

/** What decides how a run that has a report ends. */
export interface ReportedRun {
  readonly sites: readonly Pick<RunSiteRow, 'state'>[]
  readonly findings: Pick<RunFindings, 'findings'>
  /** What was found about cells, files and subjects, with the waiver that covers each. */
  readonly found: Waived<Finding>['findings']
  /** Messages that did not arrive, for all that is known. */
  readonly undelivered: number
}

/** Status and exit code of a run that has a report; a refused export is graver than something held that nobody waives, or a message that did not arrive. */
export const concludeRun = ({
  sites,
  findings,
  found,
  undelivered,
}: ReportedRun): Pick<RunSummary, 'status' | 'exitCode'> => {
  const status = reportStatus(sites, findings)
  if (status === 'provisional') return { status, exitCode: exitCodes.exportRefused }
  return { status, exitCode: found.some(endsWithHeld) || undelivered > 0 ? exitCodes.held : exitCodes.done }
}
