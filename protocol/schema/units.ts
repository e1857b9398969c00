import type { TestDefinition } from './laboratory-tests.js'

// UCUM's words for units that are written without brackets elsewhere.
const bracketed: readonly (readonly [RegExp, string])[] = [
  [/\[i?u\]/gi, 'IU'],
  [/\[hg\]/gi, 'Hg'],
  [/\[arb'u\]/gi, 'AU'],
  [/\[lb_av\]/gi, 'lb'],
  [/\[in_i\]/gi, 'in'],
  [/\(24\.?h\)/gi, '24h'],
  [/\{1\.73_?m2\}/gi, '1.73m2'],
]

// Annotations that say what is counted or that nothing is: any other may make another quantity of it, as FEU does.
const empty =
  /\{(?:cells?|beats?|ratio|score|points?|inr|count|counts|total|rbcs?|wbcs?|platelets?|number|index|h\.b\.|#)\}/gi

const withoutUcum = (unit: string): string =>
  bracketed
    .reduce((text, [pattern, word]) => text.replaceAll(pattern, word), unit)
    .replaceAll(empty, '')
    .replaceAll(/[{}]/g, '')

/**
 * A unit's spelling made comparable: micro signs, superscripts, powers of ten, capitals, spaces and UCUM's
 * brackets do not tell units apart.
 */
export const plainUnit = (unit: string): string =>
  unit
    .replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, power => `^${power}`)
    .normalize('NFKC')
    .replaceAll(/[µμ]/g, 'u')
    .replaceAll(/[[{(].*/gs, withoutUcum)
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
