import { tableOfRanges } from '../../analysis/sets/table-of-ranges.js'
import type { SubjectTable } from '../../analysis/sets/subject-table.js'
import type { TablePlan } from '../../protocol/facts/study-plan.js'
import { selectRangeSizes } from '../../sql/cohort-blocks.js'
import { selectCohortRanges } from '../../sql/cohort-ranges.js'
import type { Transaction } from '../../sql/connect.js'

/** The subjects of a run's cohort as analyses take them, and the content that they are of. */
export interface CohortTable {
  readonly cohort: number
  readonly table: SubjectTable
}

/** Reads a cohort for analyses, range by range. */
export const readCohortTable = async (
  client: Transaction['client'],
  cohort: number,
  plan: TablePlan,
): Promise<CohortTable> => {
  const sizes = await selectRangeSizes(client, cohort)
  const subjects = sizes.reduce((sum, size) => sum + size, 0)
  const variables = new Set(plan.covariates.map(({ variable }) => variable))
  return { cohort, table: await tableOfRanges(plan, subjects, selectCohortRanges(client, cohort, { variables })) }
}
