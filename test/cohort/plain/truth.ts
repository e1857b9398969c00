import type { Truth } from '../../../cohort/cohort.js'

/** A truth value where the answer is known. */
export const decided = (met: boolean): Truth => (met ? 'true' : 'false')

/** Kleene's conjunction: false when one is false, else unknown when one is unknown; true over nothing. */
export const allOf = (truths: readonly Truth[]): Truth => {
  if (truths.includes('false')) return 'false'
  return truths.includes('unknown') ? 'unknown' : 'true'
}

/** Kleene's disjunction: true when one is true, else unknown when one is unknown; false over nothing. */
export const anyOf = (truths: readonly Truth[]): Truth => {
  if (truths.includes('true')) return 'true'
  return truths.includes('unknown') ? 'unknown' : 'false'
}

/** Kleene's negation: what is unknown stays so. */
export const notOf = (truth: Truth): Truth => {
  if (truth === 'unknown') return 'unknown'
  return truth === 'true' ? 'false' : 'true'
}
