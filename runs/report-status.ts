import type { RunSiteRow } from '../sql/runs.js'
import type { ReportStatus } from '../words/run-status.js'
import { isOwn } from '../words/site-state.js'
import type { RunFindings } from './run-findings.js'

/** How a run's report stands: provisional where a site brought no export of its own, or one without a column. */
export const reportStatus = (
  sites: readonly Pick<RunSiteRow, 'state'>[],
  { findings }: Pick<RunFindings, 'findings'>,
): ReportStatus =>
  sites.every(({ state }) => isOwn(state)) && !findings.some(({ used, effect }) => used && effect === 'column left out')
    ? 'final'
    : 'provisional'
