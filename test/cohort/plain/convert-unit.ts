import { analytes, fieldQuantities } from '../../../protocol/schema/analytes.js'
import type { Study } from '../../../protocol/language/study.js'
import { plainUnit, unitFactor } from '../../../protocol/schema/units.js'
import type { QuantityValue, SharedRow } from '../../../harmonize/shared-row.js'
import { codeOf } from './subject-chart.js'

/** A quotient or sum without the last digits, which binary fractions make. */
export const inDecimals = (number: number): number => Number(number.toPrecision(13))

/** A quantity in the unit that a variable asks for; null where its test does not say what that unit is worth. */
export const convertUnit = (
  study: Study,
  row: SharedRow,
  field: string,
  quantity: QuantityValue,
  unit: string | undefined,
): number | null => {
  // A count or a score has no unit of its own: what the variable calls it is a label.
  if (unit === undefined || quantity.unit === null) return quantity.number
  if (plainUnit(quantity.unit) === plainUnit(unit)) return quantity.number
  const name = codeOf(row, 'test') ?? ''
  const test = fieldQuantities[row.domain]?.[field] ?? study.tests[name] ?? analytes[name]
  const factor = test === undefined || test.unit !== quantity.unit ? null : unitFactor(test, unit)
  return factor === null ? null : inDecimals(quantity.number / factor)
}
