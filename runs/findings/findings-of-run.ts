import { type KnownSince, type LedgerFinding, selectLedger } from '../../sql/finding-spans.js'
import type { Store } from '../../sql/connect.js'
import { type RunRow, selectRun } from '../../sql/runs.js'
import type { Waiver } from '../../words/waiver.js'
import type { Finding } from './finding.js'
import { causeId, findingId } from './finding-id.js'
import { gatherFindings } from './gather-findings.js'
import { type JudgedWaiver, waiveFindings } from './waive-findings.js'

/** A finding under its lasting ids, with since when it is there and who puts up with it. */
export interface FindingOfRun extends Finding, KnownSince {
  readonly id: string
  readonly cause: string
  readonly waiver: Waiver | null
}

/** All that a run found and somebody should look at, what is there no more since the last report, and what became of the waivers. */
export interface FindingsOfRun {
  readonly findings: readonly FindingOfRun[]
  readonly resolved: readonly (LedgerFinding & { readonly since: string })[]
  readonly waivers: readonly JudgedWaiver[]
}

type Looked = Pick<RunRow, 'run_id' | 'study' | 'opened' | 'previous_run_id' | 'waivers'>

// Without a report before it all that a run itself brought is new.
const lastReported = async ({ database }: Store, { opened, previous_run_id }: Looked): Promise<number> =>
  (previous_run_id === null ? undefined : await selectRun(database, previous_run_id))?.opened ?? opened - 1

/** The findings of a run with their states beside the last report, as they stood when the run was made. */
export const findingsOfRun = async (store: Store, run: Looked): Promise<FindingsOfRun> => {
  const reported = await lastReported(store, run)
  const { open, resolved } = await selectLedger(store.database, run.study, { opened: run.opened, reported })
  const found = (await gatherFindings(store, run.run_id)).map(finding => {
    const id = findingId(run.study, finding)
    // Runs of before the ledger have nothing in it: what they found was new to it.
    const known = open.get(id) ?? { since: '-', isNew: true }
    return { ...finding, ...known, id, cause: causeId(run.study, finding) }
  })
  return { ...waiveFindings(found, run.waivers), resolved }
}
