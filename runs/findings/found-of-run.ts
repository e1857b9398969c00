import type { ReportedFound } from '../../reports/report-input.js'
import type { Store } from '../../sql/connect.js'
import type { RunRow } from '../../sql/runs.js'
import { filesOfRun } from './files-of-run.js'
import { findingsOfRun } from './findings-of-run.js'
import { reportedFound } from './reported-found.js'

/** What a run found, as it is shown: by cause, with the names of its files. */
export const foundOf = async (store: Store, run: RunRow): Promise<ReportedFound> =>
  reportedFound(await findingsOfRun(store, run), await filesOfRun(store, run.run_id))
