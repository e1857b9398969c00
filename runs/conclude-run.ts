import type { RunSiteRow } from '../sql/runs.js'
import { type HeldCounts, isBeyond } from './count-held.js'
import type { RunSummary } from './contract.js'
import { reportStatus } from './report-status.js'
import type { RunFindings } from './run-findings.js'
import { exitCodes } from '../words/exit-codes.js'

/** What decides how a run that has a report ends. */
export interface ReportedRun {
  readonly sites: readonly Pick<RunSiteRow, 'state'>[]
  readonly findings: Pick<RunFindings, 'findings'>
  readonly held: HeldCounts
  readonly expected: { readonly heldSubjects: number; readonly heldValues: number }
  /** Messages that did not arrive, for all that is known. */
  readonly undelivered: number
}

/** Status and exit code of a run that has a report; a refused export is graver than more held than expected, or a message that did not arrive. */
export const concludeRun = ({
  sites,
  findings,
  held,
  expected,
  undelivered,
}: ReportedRun): Pick<RunSummary, 'status' | 'exitCode'> => {
  const status = reportStatus(sites, findings)
  if (status === 'provisional') return { status, exitCode: exitCodes.exportRefused }
  return { status, exitCode: isBeyond(held, expected) || undelivered > 0 ? exitCodes.held : exitCodes.done }
}
