import type { Covariate } from '../../../protocol/language/covariates.js'
import type { CovariateValue, Truth, VariableValue } from '../../../cohort/cohort.js'
import { judgeShape } from '../../../cohort/judge-shape.js'
import { isAbove, isAtLeast, rangeOf, type NumberRange } from '../../../cohort/number-range.js'

const unknownCovariate: CovariateValue = { value: null, level: null }

/** A subject's covariate, value and level; a limit decides a level where it can, and is never taken for a value. */
export const deriveCovariate = (covariate: Covariate, variable: VariableValue | undefined): CovariateValue => {
  if (variable === undefined || variable.value === null) return unknownCovariate
  const value = typeof variable.value === 'number' && variable.relation === '=' ? variable.value : null
  if (covariate.cut !== undefined) return { value, level: cutLevel(covariate, covariate.cut, variable) }
  return { value, level: covariate.levels === undefined ? null : codedLevel(covariate.levels, variable) }
}

const cutLevel = (covariate: Covariate, cuts: readonly number[], variable: VariableValue): string | null => {
  if (typeof variable.value !== 'number') return null
  const range = rangeOf({ number: variable.value, relation: variable.relation })
  const levels = Object.keys(covariate.levels ?? {})
  const sides = cuts.map(cut => beyond(range, cut, covariate.cutBelongs))
  const order = sides.filter(side => side === 'true').length
  // Of a limit between two cuts, the cut that it leaves open decides that the level is not known.
  return sides.includes('unknown') ? null : (levels[order] ?? null)
}

const beyond = (range: NumberRange, cut: number, belongs: Covariate['cutBelongs']): Truth =>
  belongs === 'below' ? isAbove(range, cut) : isAtLeast(range, cut)

const codedLevel = (levels: NonNullable<Covariate['levels']>, variable: VariableValue): string | null => {
  const found = Object.entries(levels).find(([id, level]) => {
    const values = typeof level === 'object' && 'values' in level ? level.values : [id]
    return judgeShape({ in: values }, variable) === 'true'
  })
  return found?.[0] ?? null
}
