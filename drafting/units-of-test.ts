import { unitFactor, unitsOf } from '../protocol/schema/units.js'
import { headerUnit } from '../profiling/columns/header-unit.js'
import { usualMedians } from './lexicon/code-words.js'
import type { Knowledge } from './knowledge.js'
import type { SeenColumn } from './seen-table.js'

/** The unit of a column of a test, and why; null where it cannot be told which. */
export type ToldUnit = { readonly unit: string | null; readonly reason: string } | null

const median = (numbers: readonly number[]): number => numbers[Math.floor(numbers.length / 2)] ?? 0

// What a unit of the header leaves no doubt of, the numbers may still contradict.
const isPossible = (column: SeenColumn, factor: number, [low, high]: readonly [number, number]): boolean => {
  const inside = column.numbers.filter(number => number * factor >= low && number * factor <= high).length
  return inside * 20 >= column.numbers.length * 19
}

// The unit may stand at the end of a header without any sign before it: `最大病灶直径cm`.
const unitIn = (header: string): string | null =>
  headerUnit(header) ?? headerUnit(header.replace(/(?<=\p{Script=Han})(?=[A-Za-z%]+$)/u, ' '))

/** The unit that a header names and the test does not know, or null. */
export const strangeUnit = ({ definitions }: Knowledge, test: string, { header }: SeenColumn): string | null => {
  const [definition, named] = [definitions[test], unitIn(header)]
  return definition !== undefined && named !== null && unitFactor(definition, named) === null ? named : null
}

/** Tells the unit of a column of a test: by its header, else by where its numbers stand, if they can stand there in one unit alone. */
export const unitOfTest = ({ definitions }: Knowledge, test: string, column: SeenColumn): ToldUnit => {
  const definition = definitions[test]
  if (definition?.unit === undefined) return { unit: null, reason: 'the test has no unit' }
  const range = definition.plausible ?? [-Infinity, Infinity]
  const named = unitIn(column.header)
  if (named !== null) {
    const factor = unitFactor(definition, named)
    return factor !== null && isPossible(column, factor, range)
      ? { unit: named, reason: 'the unit stands in the header' }
      : null
  }
  const usual = usualMedians[test]
  if (usual === undefined || column.numbers.length < 5) return null
  const middle = median(column.numbers)
  const fitting = unitsOf(definition).filter(unit => {
    const factor = unitFactor(definition, unit) ?? 0
    return isPossible(column, factor, range) && middle * factor >= usual[0] && middle * factor <= usual[1]
  })
  const factors = new Set(fitting.map(unit => unitFactor(definition, unit)))
  return factors.size === 1 && fitting[0] !== undefined
    ? { unit: fitting[0], reason: 'the numbers are those of no other unit' }
    : null
}
