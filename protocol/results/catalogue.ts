import { flowKinds } from './flow-kinds.js'
import { baselineKinds } from './baseline-kinds.js'
import { coxKinds } from './cox-kinds.js'
import { matchingKinds } from './matching-kinds.js'
import { outcomeKinds } from './outcome-kinds.js'
import { survivalKinds } from './survival-kinds.js'

/**
 * All kinds of results: what writes a key, reads one, and says in the documents and in the schema of `results.json` which
 * there are. A result of no kind here is refused.
 */
export const results = {
  ...flowKinds,
  ...baselineKinds,
  ...matchingKinds,
  ...outcomeKinds,
  ...survivalKinds,
  ...coxKinds,
} as const

/** The name of a kind of result. */
export type ResultKindName = keyof typeof results
