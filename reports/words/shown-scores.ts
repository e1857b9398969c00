import { fixed, steps } from './shown-numbers.js'

/** Fewer different scores than these behind one shown number would tell whose it is. */
const fewest = 5

/** How many of ten scores have to be shown for a rounding to be used; a coarser one shows more. */
const mostOfTen = 8

// Scores that differ by less come from the same covariates.
const digits = 9

/** Scores as they may be shown: with how many decimals, and which of the rounded numbers stand for too few. */
export interface ShownScores {
  readonly decimals: number
  /** The score rounded, or nothing where hardly anybody has one that rounds so. */
  readonly show: (score: number) => string
}

interface Behind {
  count: number
  /** Different scores by their digits; no more are kept than have to be. */
  readonly different: Set<string>
}

const behindEach = (scores: ArrayLike<number>, decimals: number): ReadonlyMap<number, Behind> => {
  const behind = new Map<number, Behind>()
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] ?? Number.NaN
    const shown = steps(score, decimals)
    const found = behind.get(shown) ?? { count: 0, different: new Set() }
    if (found.count === 0) behind.set(shown, found)
    found.count += 1
    if (found.different.size < fewest) found.different.add(score.toFixed(digits))
  }
  return behind
}

const rounded = (scores: ArrayLike<number>, decimals: number): ShownScores & { readonly shownOfTen: number } => {
  const behind = behindEach(scores, decimals)
  const isShown = (found: Behind | undefined): boolean => found !== undefined && found.different.size >= fewest
  const show = (score: number): string => (isShown(behind.get(steps(score, decimals))) ? fixed(score, decimals) : '')
  let count = 0
  for (const found of behind.values()) if (isShown(found)) count += found.count
  return { decimals, show, shownOfTen: scores.length === 0 ? 0 : (10 * count) / scores.length }
}

/**
 * The finest rounding of the scores of a run behind which nobody can be found: from a score and the model's coefficients the
 * covariates of a subject follow, unless several combinations that occur lead to the same shown number.
 */
export const shownScores = (scores: ArrayLike<number>): ShownScores => {
  for (const decimals of [2, 1]) {
    const found = rounded(scores, decimals)
    if (found.shownOfTen >= mostOfTen) return found
  }
  return rounded(scores, 0)
}
