import { testsOf } from '../schema/analytes.js'
import { unitFactor, unitsOf } from '../schema/units.js'
import { doubt, type StudyFindings, reject } from '../load/study-findings.js'
import type { QuantityColumn } from './check-tests.js'
import { quantityOf } from './field-quantity.js'
import type { PlacedBlock } from './placed-block.js'

const areAlike = (one: number, other: number): boolean => Math.abs(one / other - 1) < 1e-9

/**
 * Refuses a factor that no number can have, and one beside a column of units, where each row says its own; doubts one that
 * changes nothing, and one that is what another unit is worth.
 */
export const checkFactor = (
  findings: StudyFindings,
  { study, of, domain }: PlacedBlock,
  { path, field, named, unit, factor }: QuantityColumn,
): void => {
  if (factor === undefined) return
  const at = { of, path: [...path, 'factor'] } as const
  if (!Number.isFinite(factor) || factor <= 0) {
    reject(findings, { ...at, message: 'found a factor that is not above 0: no number of the file can be meant by it' })
    return
  }
  if (typeof unit === 'object') {
    const message = `found a factor beside a column of units, in which each row says its own: list what its words mean under 'codes' of the unit`
    reject(findings, { ...at, at: 'key', message })
    return
  }
  if (factor === 1) doubt(findings, { ...at, message: 'found a factor of 1, which changes nothing' })
  for (const [, quantity] of quantityOf(domain, field, named, testsOf(study))) {
    if (quantity?.unit === undefined) continue
    const stated = typeof unit === 'string' ? unitFactor(quantity, unit) : 1
    const other = unitsOf(quantity).find(
      one => stated !== null && factor !== 1 && areAlike(unitFactor(quantity, one) ?? 1, factor * stated),
    )
    if (other === undefined) continue
    doubt(findings, { ...at, message: `found a factor by which numbers are in ${other}: name that unit instead` })
    return
  }
}
