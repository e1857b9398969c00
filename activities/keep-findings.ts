import { findingId } from '../runs/findings/finding-id.js'
import { gatherFindings } from '../runs/findings/gather-findings.js'
import type { Store } from '../sql/connect.js'
import { keepSpans } from '../sql/finding-spans.js'
import { type RunRow, selectRunSites } from '../sql/runs.js'

/** Writes into the ledger what came and what went with a run, and gives back how many. What was written before is not written again. */
export const keepFindings = async (
  store: Store,
  run: Pick<RunRow, 'run_id' | 'study' | 'opened'>,
  day: string,
): Promise<{ readonly began: number; readonly ended: number }> => {
  const findings = await gatherFindings(store, run.run_id)
  const sites = await selectRunSites(store.database, run.run_id)
  const looked = new Set(sites.filter(({ batch_id }) => batch_id !== null).map(({ site }) => site))
  const ledgerRun = { study: run.study, run: run.run_id, opened: run.opened, day, looked }
  return store.transaction(within =>
    keepSpans(
      within,
      ledgerRun,
      findings.map(finding => ({ ...finding, id: findingId(run.study, finding) })),
    ),
  )
}
