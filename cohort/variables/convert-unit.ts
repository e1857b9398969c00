import { analytes, fieldQuantities } from '../../protocol/schema/analytes.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { plainUnit, unitFactor } from '../../protocol/schema/units.js'
import type { DomainColumns } from '../input/subject-range.js'

/**
 * By how much the quantity of a row is to be divided to be in the unit that a variable asks for; NaN where its test
 * does not say what that unit is worth.
 */
export const unitDivisor = (
  study: CohortPlan,
  name: DomainName,
  columns: DomainColumns,
  field: string,
  wanted: string | undefined,
): ((row: number) => number) => {
  const { units: known, unitTexts } = columns.fields[field] ?? { units: null, unitTexts: [] }
  // A count or a score has no unit of its own: what the variable calls it is a label.
  const units = wanted === undefined ? null : known
  const tests = columns.fields['test']
  const testTexts = tests?.texts ?? []
  const testCodes = tests?.codes ?? null
  const width = testTexts.length + 1
  // Filled as rows ask; no divisor is 0.
  const divisors = new Float64Array(unitTexts.length * width)
  const divisorOf = (unit: number, test: number): number =>
    divisor(study, name, field, testTexts[test] ?? '', unitTexts[unit]!, wanted ?? '')
  return row => {
    const unit = units === null ? -1 : units[row]!
    if (unit < 0) return 1
    const test = testCodes === null ? -1 : testCodes[row]!
    const at = unit * width + test + 1
    if (divisors[at] === 0) divisors[at] = divisorOf(unit, test)
    return divisors[at]!
  }
}

const divisor = (
  study: CohortPlan,
  name: DomainName,
  field: string,
  testName: string,
  unit: string,
  wanted: string,
): number => {
  if (plainUnit(unit) === plainUnit(wanted)) return 1
  const test = fieldQuantities[name]?.[field] ?? study.tests[testName] ?? analytes[testName]
  return (test === undefined || test.unit !== unit ? null : unitFactor(test, wanted)) ?? Number.NaN
}
