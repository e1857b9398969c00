import type { TestDefinition } from './laboratory-tests.js'

/**
 * A unit's spelling made comparable: micro signs, superscripts, powers of ten, capitals and spaces do not tell units
 * apart.
 */
export const plainUnit = (unit: string): string =>
  unit
    .replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, power => `^${power}`)
    .normalize('NFKC')
    .replaceAll(/[µμ]/g, 'u')
    .replaceAll(/[\s·⋅]/g, '')
    .replaceAll(/[×x*](?=10)/gi, '')
    .replaceAll(/10(?:\*|E)(?=\d)/gi, '10^')
    .replaceAll('^', '')
    .toLowerCase()

/** What one of a received unit is worth in the test's standard unit, or null where it does not convert. */
export const unitFactor = (test: TestDefinition, unit: string): number | null => {
  const wanted = plainUnit(unit)
  if (test.unit !== undefined && plainUnit(test.unit) === wanted) return 1
  for (const [name, factor] of Object.entries(test.conversions)) if (plainUnit(name) === wanted) return factor
  return null
}

/** The units in which a test may be given, the standard one first. */
export const unitsOf = (test: TestDefinition): readonly string[] =>
  test.unit === undefined ? [] : [test.unit, ...Object.keys(test.conversions)]
