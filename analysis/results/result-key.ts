import { readKey } from '../../protocol/results/result-key.js'
import type { Result } from './result.js'
import { ToldError } from '../../words/told-error.js'
import { toldId, told } from '../../words/told.js'

/** A set of results has a key of no kind in the catalogue, repeats a key, or holds a number that is none. */
export class ResultsInconsistent extends ToldError {
  override readonly name = 'ResultsInconsistent'
}

/** Throws ResultsInconsistent unless keys are in the catalogue and unique, values finite, texts, or null with a note. */
export const assertResultKeys = (results: readonly Result[]): void => {
  const seen = new Set<string>()
  for (const { key, value, notes } of results) {
    if (readKey(key) === null) throw new ResultsInconsistent(told`${toldId(key)} is not a result key`)
    if (seen.has(key)) throw new ResultsInconsistent(told`${toldId(key)} stands twice among the results`)
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new ResultsInconsistent(told`${toldId(key)} is not a finite number`)
    if (value === null && notes.length === 0)
      throw new ResultsInconsistent(told`${toldId(key)} is not estimable without a reason`)
    seen.add(key)
  }
}
