import type { CovariatePlan, CovariateTerm } from '../covariate-plan.js'
import type { AnalysisSet } from './analysis-set.js'
import { type CodedNumbers, gatherNumbers } from './coded-numbers.js'
import type { RankedValues } from '../../statistics/numeric/rank-by-table.js'
import { gatherWhether } from './gather.js'
import type { CovariateColumn, SubjectTable } from './subject-table.js'

/** A continuous covariate as it is. */
export const numbersOf = (table: SubjectTable, plan: CovariatePlan): CodedNumbers => {
  const column = columnOf(table, plan)
  if (column.kind !== 'continuous') throw new Error(`${plan.id} has levels and is no number`)
  return column
}

/** A covariate's levels as codes in the study's order, -1 where unknown. */
export const levelCodes = (table: SubjectTable, plan: CovariatePlan): Int16Array => {
  const column = columnOf(table, plan)
  if (column.kind !== 'categorical') throw new Error(`${plan.id} is a number and has no levels`)
  return column.codes
}

/** Which subjects have all of some covariates known, as 1 a subject. */
export const knownOf = (table: SubjectTable, plans: readonly CovariatePlan[]): Uint8Array => {
  const known = new Uint8Array(table.n).fill(1)
  for (const plan of plans) {
    const { codes } = columnOf(table, plan)
    for (let row = 0; row < known.length; row++) if (codes[row]! < 0) known[row] = 0
  }
  return known
}

/** Which rows of a set have all of some covariates known, as 1 a row. */
export const knownAt = ({ table, rows }: AnalysisSet, plans: readonly CovariatePlan[]): Uint8Array => {
  const known = new Uint8Array(rows.length).fill(1)
  for (const plan of plans) {
    const { codes } = columnOf(table, plan)
    for (let place = 0; place < known.length; place++) if (codes[rows[place]!]! < 0) known[place] = 0
  }
  return known
}

/** The column of one term over subjects who all have the covariate known: 0 and 1 of a level, else the number. */
export const termColumn = (
  table: SubjectTable,
  plan: CovariatePlan,
  term: CovariateTerm,
  subjects: Int32Array,
): RankedValues => {
  const column = columnOf(table, plan)
  if (column.kind === 'continuous') return gatherNumbers(column, subjects)
  const code = plan.levels.indexOf(term.level ?? '')
  return indicatorColumn(gatherWhether(column.codes, code, subjects))
}

/** The columns of all terms of some covariates. */
export const termColumns = (
  table: SubjectTable,
  plans: readonly CovariatePlan[],
  subjects: Int32Array,
): readonly RankedValues[] => plans.flatMap(plan => plan.terms.map(term => termColumn(table, plan, term, subjects)))

/** What is 1 or 0 of each row, as a column of a model. */
export const indicatorColumn = (flags: Uint8Array): RankedValues => ({
  distinct: Float64Array.of(0, 1),
  rank: Uint32Array.from(flags),
})

/** The covariate as it is stored. */
export const columnOf = ({ covariates }: SubjectTable, { id }: CovariatePlan): CovariateColumn => {
  const column = covariates.get(id)
  if (column === undefined) throw new Error(`the table has no covariate ${id}`)
  return column
}

/** Whether each subject has a level: 1 and 0. */
export const levelNumbers = (codes: Int16Array, level: number): CodedNumbers => {
  const own = new Int32Array(codes.length)
  for (let subject = 0; subject < codes.length; subject++) {
    const code = codes[subject]!
    own[subject] = code < 0 ? -1 : Number(code === level)
  }
  return { values: Float64Array.of(0, 1), codes: own }
}
