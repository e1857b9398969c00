import type { WordCounts } from './changed-words.js'
import type { Spread } from './scale-factor.js'

/** What a column holds as a whole, by which it is known again under another header. */
export interface ColumnFacts {
  readonly kind: string
  /** Of a column of few words each with its rows. */
  readonly words: WordCounts | null
  /** Of a column of numbers. */
  readonly spread: Spread | null
  /** How its texts or days are written; null where they are not written in one way. */
  readonly written: string | null
}

const isNear = (one: number | null, other: number | null, times: number): boolean =>
  one === null ||
  other === null ||
  one === other ||
  (one > 0 && other > 0 && Math.abs(Math.log(one / other)) < Math.log(times))

const sameSpread = (before: Spread, after: Spread): boolean =>
  before.middle !== null &&
  after.middle !== null &&
  isNear(before.middle, after.middle, 1.5) &&
  isNear(before.quarter, after.quarter, 2) &&
  isNear(before.threeQuarters, after.threeQuarters, 2)

const sameWords = (before: WordCounts, after: WordCounts): boolean =>
  after.size > 0 && [...after.keys()].every(word => before.has(word))

/** Whether a column holds what another held: the same words, numbers that lie alike, texts written alike. */
export const holdsTheSame = (before: ColumnFacts, after: ColumnFacts): boolean => {
  if (before.kind !== after.kind || before.kind === 'empty') return false
  if (before.words !== null && after.words !== null) return sameWords(before.words, after.words)
  if (before.spread !== null && after.spread !== null) return sameSpread(before.spread, after.spread)
  return before.written !== null && before.written === after.written
}
