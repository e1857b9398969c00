import { tableOfRanges } from '../../analysis/sets/table-of-ranges.js'
import type { SubjectTable } from '../../analysis/sets/subject-table.js'
import type { MatchingPlan } from '../../protocol/facts/study-plan.js'
import { selectRangeSizes } from '../../sql/cohort-blocks.js'
import { selectCohortRanges } from '../../sql/cohort-ranges.js'
import { readCohort } from '../../sql/cohorts.js'
import type { Store } from '../../sql/connect.js'

/** The subjects of a run's cohort as analyses take them, and the content that they are of. */
export interface CohortTable {
  readonly cohort: number
  readonly table: SubjectTable
}

interface KeptTable extends CohortTable {
  readonly plan: string
}

const kept = new WeakMap<Store['database'], KeptTable>()

// What of a study the table is laid out by, whichever stage asks.
const planOf = (plan: MatchingPlan): string => JSON.stringify({ ...plan, analyses: undefined })

/** Keeps a table for the next stage of the run, which takes it if it is worked by this process. */
export const keepTable = ({ database }: Store, plan: MatchingPlan, table: CohortTable): void => {
  kept.set(database, { ...table, plan: planOf(plan) })
}

/** Takes the kept table of the run's subjects, or reads it, range by range. Throws CohortNotKept. */
export const readTable = (store: Store, study: MatchingPlan, runId: string): Promise<CohortTable> =>
  readCohort(store, runId, async (client, cohort) => {
    const known = kept.get(store.database)
    kept.delete(store.database)
    if (known?.cohort === cohort && known.plan === planOf(study)) return known
    const sizes = await selectRangeSizes(client, cohort)
    const subjects = sizes.reduce((sum, size) => sum + size, 0)
    const variables = new Set(study.covariates.map(({ variable }) => variable))
    return {
      cohort,
      table: await tableOfRanges(study, subjects, selectCohortRanges(client, cohort, { variables })),
    }
  })
