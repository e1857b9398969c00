import { analytes, fieldQuantities } from './analytes.js'
import { doseFamilies } from './doses.js'
import { plainUnit, unitsOf } from './units.js'

const spellings = (): ReadonlyMap<string, string> => {
  const tests = [...Object.values(analytes), ...Object.values(fieldQuantities).flatMap(fields => Object.values(fields))]
  const named = [...tests.flatMap(unitsOf), ...doseFamilies.flatMap(family => Object.keys(family))]
  return new Map(named.map(unit => [plainUnit(unit), unit]))
}

const known = spellings()

/** The common spelling of a unit that any built-in test or dose has, or null: such a word can be shown, no other. */
export const commonUnit = (text: string): string | null => known.get(plainUnit(text)) ?? null
