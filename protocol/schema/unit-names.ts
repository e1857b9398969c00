import { analytes, fieldQuantities } from './analytes.js'
import { doseFamilies } from './doses.js'
import { type Told, told, toldLiteral } from '../../words/told.js'
import { plainUnit, unitsOf } from './units.js'

const listed = (): readonly string[] => {
  const tests = [...Object.values(analytes), ...Object.values(fieldQuantities).flatMap(fields => Object.values(fields))]
  return [...tests.flatMap(unitsOf), ...doseFamilies.flatMap(family => Object.keys(family))]
}

const named = listed()

const builtIn: ReadonlySet<string> = new Set(named)

const known: ReadonlyMap<string, Told> = new Map(named.map(unit => [plainUnit(unit), toldLiteral(unit, builtIn)]))

/** The common spelling of a unit that any built-in test or dose has, or null: such a word can be shown, no other. */
export const commonUnit = (text: string): Told | null => known.get(plainUnit(text)) ?? null

/** A unit as it may be shown: as written where it is built in or stands in the study or mapping, else that it is none of these. */
export const unitInWords = (unit: string, ...written: readonly ReadonlySet<string>[]): Told => {
  const listing = [builtIn, ...written].find(texts => texts.has(unit))
  return listing === undefined ? (commonUnit(unit) ?? told`an unlisted unit`) : toldLiteral(unit, listing)
}
