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

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const apart = (found: number, expected: number, noun: string): readonly string[] => {
  if (found === expected) return []
  const word = found > expected ? 'more' : 'fewer'
  return [`${counted(Math.abs(found - expected), noun)} ${word} than expected`]
}

/**
 * What is held, and how far that is from what the study expects: fewer are told as well, for one that is held no more
 * may stand for one that was lost.
 */
export const heldInWords = (held: HeldNumbers, expected: ExpectedHeld): string => {
  const differing = [
    ...apart(held.subjects, expected.heldSubjects, 'subject'),
    ...apart(held.values, expected.heldValues, 'value'),
  ]
  const as = differing.length === 0 ? 'as the study expects' : differing.join(', ')
  return `${counted(held.subjects, 'subject')}, ${counted(held.values, 'value')} (${as})`
}
