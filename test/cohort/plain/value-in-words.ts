import type { VariableValue } from '../../../cohort/cohort.js'

/** A variable's value as a person reads it: its relation and unit beside it, or why it is unknown. */
export const valueInWords = (variable: VariableValue | undefined): string => {
  if (variable === undefined) return 'unknown: not derived'
  const { value, relation, unit, because } = variable
  if (value === null) return `unknown: ${because ?? 'not recorded'}`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const number = typeof value === 'number' ? String(Number(value.toPrecision(12))) : value
  return `${relation === '=' ? '' : relation}${number}${unit === null ? '' : ` ${unit}`}`
}
