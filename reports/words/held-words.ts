import { counted } from '../../words/counted.js'
import { type Told, told } from '../../words/told.js'
/** What a run holds: subjects out of this run, and values or records set aside because of an issue. */
export interface HeldNumbers {
  readonly subjects: number
  readonly values: number
}

/** What a study declares as known and accepted. */
export interface ExpectedHeld {
  readonly heldSubjects: number
  readonly heldValues: number
}

const apart = (found: number, expected: number, noun: Told): readonly string[] => {
  if (found === expected) return []
  const word = found > expected ? 'more' : 'fewer'
  return [`${counted(Math.abs(found - expected), noun)} ${word} than expected`]
}

/**
 * What is held, and how far that is from what the study expects: fewer are said as well, for one that is held no more
 * may stand for one that was lost.
 */
export const heldInWords = (held: HeldNumbers, expected: ExpectedHeld): string => {
  const differing = [
    ...apart(held.subjects, expected.heldSubjects, told`subject`),
    ...apart(held.values, expected.heldValues, told`value`),
  ]
  const as = differing.length === 0 ? 'as the study expects' : differing.join(', ')
  return `${counted(held.subjects, told`subject`)}, ${counted(held.values, told`value`)} (${as})`
}
