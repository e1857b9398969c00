import { tableOfRanges } from '../../analysis/sets/table-of-ranges.js'
import type { SubjectTable } from '../../analysis/sets/subject-table.js'
import type { MatchingPlan } from '../../protocol/facts/study-plan.js'
import { selectCohortRanges, selectRangeSizes } from '../../sql/cohort-blocks.js'
import { readCohort } from '../../sql/cohorts.js'
import type { Store } from '../../sql/connect.js'

/** The subjects of a run's cohort as analyses take them, and the content that they are of. */
export interface CohortTable {
  readonly cohort: number
  readonly table: SubjectTable
}

/** Reads the table of a run's subjects, range by range. Throws CohortNotKept. */
export const readTable = (store: Store, study: MatchingPlan, runId: string): Promise<CohortTable> =>
  readCohort(store, runId, async (client, cohort) => {
    const sizes = await selectRangeSizes(client, cohort)
    const subjects = sizes.reduce((sum, size) => sum + size, 0)
    return { cohort, table: await tableOfRanges(study, subjects, selectCohortRanges(client, cohort, 'values')) }
  })
