import type { TestDefinition } from './laboratory-tests.js'
import { plainUnit } from './units.js'

/** Units of doses by what they measure, each with its worth in one common unit, the first. */
export const doseFamilies: readonly Readonly<Record<string, number>>[] = [
  { mg: 1, g: 1000, kg: 1e6, ug: 0.001, mcg: 0.001, ng: 1e-6, 毫克: 1, 克: 1000, 微克: 0.001 },
  { 'mg/m2': 1, 'g/m2': 1000 },
  { 'mg/kg': 1, 'ug/kg': 0.001 },
  { 'mg/d': 1, 'mg/day': 1, 'g/d': 1000, 'g/day': 1000 },
  { Gy: 1, cGy: 0.01 },
  { mL: 1, L: 1000, 毫升: 1, 升: 1000 },
  { IU: 1, U: 1, kIU: 1000, MIU: 1e6, 单位: 1 },
  { MBq: 1, GBq: 1000, kBq: 0.001, mCi: 37 },
  { mmol: 1, umol: 0.001 },
]

const unitAmong = (family: Readonly<Record<string, number>>, unit: string): string | undefined =>
  Object.keys(family).find(name => plainUnit(name) === plainUnit(unit))

/**
 * A dose in a unit as a quantity: the unit is the standard one, and others of what it measures convert; null for a
 * unit that no dose has.
 */
export const doseIn = (unit: string): TestDefinition | null => {
  for (const family of doseFamilies) {
    const own = unitAmong(family, unit)
    if (own === undefined) continue
    const worth = family[own] ?? 1
    const others = Object.entries(family).filter(([name]) => name !== own)
    return { unit: own, conversions: Object.fromEntries(others.map(([name, factor]) => [name, factor / worth])) }
  }
  return null
}

/** The common unit of what a unit of doses measures, or null. */
export const commonDoseUnit = (unit: string): string | null => {
  const family = doseFamilies.find(one => unitAmong(one, unit) !== undefined)
  return family === undefined ? null : (Object.keys(family)[0] ?? null)
}
