import { nearestName } from '../load/nearest.js'
import { analytes } from '../schema/analytes.js'
import type { TestDefinition } from '../schema/laboratory-tests.js'
import { ucumOf } from '../schema/ucum.js'
import { testNames } from './test-names.js'

const width = 80

/** Parts in lines of a terminal's usual width, later ones under the first. */
const wrapped = (first: string, parts: readonly string[], between: string): readonly string[] => {
  const lines: string[] = []
  let line = first
  parts.forEach((part, at) => {
    const piece = `${part}${at === parts.length - 1 ? '' : between.trimEnd()}`
    const next = line.endsWith(' ') ? `${line}${piece}` : `${line} ${piece}`
    if (next.length > width && line.trim() !== '') {
      lines.push(line.trimEnd())
      line = `${' '.repeat(first.length)}${piece}`
    } else line = next
  })
  return [...lines, line]
}

const rangeWords = ({ plausible }: TestDefinition): string =>
  plausible === undefined ? 'a code' : `${plausible[0]} to ${plausible[1]}`

/** A built-in test as a person reads it: its name, standard unit, UCUM code, the range of a living person, and what other units are worth. */
export const testLines = (id: string): readonly string[] => {
  const test = analytes[id]!
  const { unit, plausible, conversions } = test
  const named = unit === undefined ? (plausible === undefined ? [] : ['no unit']) : [unit]
  const ucum = plausible === undefined ? [] : [`UCUM ${ucumOf(unit)}`]
  const others = Object.entries(conversions).map(([other, worth]) => `1 ${other} is ${worth}`)
  return [
    `${id}  ${testNames[id] ?? ''}`,
    `  ${[...named, ...ucum, rangeWords(test)].join(', ')}`,
    ...(others.length === 0 ? [] : wrapped('  ', others, '; ')),
  ]
}

/** The built-in tests that a word names, by id or by name; without one all. */
export const testsNamed = (word: string | undefined): readonly string[] => {
  const ids = Object.keys(analytes)
  if (word === undefined) return ids
  const wanted = word.toLowerCase()
  return ids.filter(id => id === wanted || testNames[id]?.toLowerCase() === wanted)
}

/** The built-in test that a word nearly names, or null. */
export const nearestTest = (word: string): string | null => {
  const ids = Object.keys(analytes)
  const near = nearestName(word, [...ids, ...Object.values(testNames)])
  return near === null ? null : (ids.find(id => id === near || testNames[id] === near) ?? null)
}
