import type { CovariatePlan, CovariateTerm } from '../covariate-plan.js'
import { gatherReals, gatherWhether } from './gather.js'
import type { CovariateColumn, SubjectTable } from './subject-table.js'

/** What is compared between arms: a number of every subject of a table, NaN where unknown. */
export type Measure = Float64Array

/** A continuous covariate as it is. */
export const measureOf = (table: SubjectTable, plan: CovariatePlan): Measure => {
  const column = columnOf(table, plan)
  if (column.kind !== 'continuous') throw new Error(`${plan.id} has levels and is no number`)
  return column.values
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
    const column = columnOf(table, plan)
    if (column.kind === 'continuous') {
      for (let row = 0; row < known.length; row++) if (Number.isNaN(column.values[row]!)) known[row] = 0
    } else {
      for (let row = 0; row < known.length; row++) if (column.codes[row]! < 0) known[row] = 0
    }
  }
  return known
}

/** The column of one term over subjects who all have the covariate known: 0 and 1 of a level, else the number. */
export const termColumn = (
  table: SubjectTable,
  plan: CovariatePlan,
  term: CovariateTerm,
  subjects: Int32Array,
): Float64Array => {
  const column = columnOf(table, plan)
  if (column.kind === 'continuous') return gatherReals(column.values, subjects)
  const code = plan.levels.indexOf(term.level ?? '')
  return Float64Array.from(gatherWhether(column.codes, code, subjects))
}

/** The columns of all terms of some covariates. */
export const termColumns = (
  table: SubjectTable,
  plans: readonly CovariatePlan[],
  subjects: Int32Array,
): readonly Float64Array[] => plans.flatMap(plan => plan.terms.map(term => termColumn(table, plan, term, subjects)))

/** The covariate as it is stored. */
export const columnOf = ({ covariates }: SubjectTable, { id }: CovariatePlan): CovariateColumn => {
  const column = covariates.get(id)
  if (column === undefined) throw new Error(`the table has no covariate ${id}`)
  return column
}

/** Whether each subject has a level: 1 and 0, NaN where the covariate is unknown. */
export const levelMeasure = (codes: Int16Array, level: number): Measure => {
  const measure = new Float64Array(codes.length)
  for (let subject = 0; subject < codes.length; subject++) {
    const code = codes[subject]!
    measure[subject] = code < 0 ? NaN : Number(code === level)
  }
  return measure
}
