import { type ResultPart, resultKeyPattern } from '../../protocol/language/result-keys.js'
import type { Result } from './result.js'
import { ToldError } from '../../words/told-error.js'
import { toldId, told } from '../../words/told.js'

/** Writes the lasting key of one number; an empty segment does not apply and stands as `-`. */
export const resultKey = (part: ResultPart, ...segments: readonly string[]): string => {
  const rest = Array.from({ length: 5 }, (_, position) => segments[position] || '-')
  return [part, ...rest].join('/')
}

/** A set of results breaks the grammar of keys, repeats a key, or holds a number that is none. */
export class ResultsInconsistent extends ToldError {
  override readonly name = 'ResultsInconsistent'
}

/** Throws ResultsInconsistent unless keys are of the grammar and unique, values finite, texts, or null with a note. */
export const assertResultKeys = (results: readonly Result[]): void => {
  const seen = new Set<string>()
  for (const { key, value, notes } of results) {
    if (!resultKeyPattern.test(key)) throw new ResultsInconsistent(told`${toldId(key)} is not a result key`)
    if (seen.has(key)) throw new ResultsInconsistent(told`${toldId(key)} stands twice among the results`)
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new ResultsInconsistent(told`${toldId(key)} is not a finite number`)
    if (value === null && notes.length === 0)
      throw new ResultsInconsistent(told`${toldId(key)} is not estimable without a reason`)
    seen.add(key)
  }
}
