import type { Matching } from '../../protocol/language/analyses.js'
import { RowSorter } from '../../statistics/numeric/row-sorter.js'
import type { CovariatePlan } from '../covariate-plan.js'
import { haveOpenIds } from '../sets/analysis-set.js'
import { columnOf } from '../sets/covariate-values.js'
import { gatherCodes } from '../sets/gather.js'
import { upTo } from '../sets/select.js'
import type { SubjectTable } from '../sets/subject-table.js'

/**
 * The place of a row decides between equal distances, so it goes by the index date, then by the covariates in the study's
 * order, then by the subject key, which is the order that subjects come in. Open ids number the rows that MatchIt would
 * be given, so there its order is theirs. Gives for each row in this order its place among the subjects.
 */
export const matchingOrder = (
  table: SubjectTable,
  subjects: Int32Array,
  ties: Matching['ties'],
  covariates: readonly CovariatePlan[],
): Int32Array => {
  if (ties === 'matchit' && haveOpenIds(table, subjects)) return upTo(subjects.length)
  const sorter = new RowSorter(subjects.length)
  for (const plan of covariates.toReversed()) {
    // Codes of numbers ascend with them.
    sorter.byCode(gatherCodes(columnOf(table, plan).codes, subjects))
  }
  sorter.byCode(gatherCodes(table.indexDay, subjects))
  return Int32Array.from(sorter.order)
}
