import { tablePlan, type TablePlan } from '../../protocol/facts/study-plan.js'
import { readCohort } from '../../sql/cohorts.js'
import type { Store } from '../../sql/connect.js'
import { type CohortTable, readCohortTable } from './cohort-table.js'

interface KeptTable extends CohortTable {
  readonly plan: string
}

const kept = new WeakMap<Store['database'], KeptTable>()

// What of a study the table is laid out by, whichever stage asks.
const planOf = (plan: TablePlan): string => JSON.stringify(tablePlan(plan))

/** Keeps a table for the next stage of the run, which takes it if it is worked by this process. */
export const keepTable = ({ database }: Store, plan: TablePlan, table: CohortTable): void => {
  kept.set(database, { ...table, plan: planOf(plan) })
}

/** Takes the kept table of the run's subjects, or reads it, range by range. Throws CohortNotKept. */
export const readTable = (store: Store, plan: TablePlan, runId: string): Promise<CohortTable> =>
  readCohort(store, runId, async (client, cohort) => {
    const known = kept.get(store.database)
    kept.delete(store.database)
    return known?.cohort === cohort && known.plan === planOf(plan) ? known : readCohortTable(client, cohort, plan)
  })
