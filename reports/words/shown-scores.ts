import { fixed } from './shown-numbers.js'

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

const differentBehind = (scores: readonly number[], decimals: number): ReadonlyMap<string, number> => {
  const behind = new Map<string, Set<string>>()
  for (const score of scores) {
    const shown = fixed(score, decimals)
    behind.set(shown, (behind.get(shown) ?? new Set()).add(score.toFixed(digits)))
  }
  return new Map([...behind].map(([shown, all]) => [shown, all.size]))
}

const rounded = (scores: readonly number[], decimals: number): ShownScores & { readonly shownOfTen: number } => {
  const different = differentBehind(scores, decimals)
  const show = (score: number): string => {
    const shown = fixed(score, decimals)
    return (different.get(shown) ?? 0) >= fewest ? shown : ''
  }
  const count = scores.filter(score => show(score) !== '').length
  return { decimals, show, shownOfTen: scores.length === 0 ? 0 : (10 * count) / scores.length }
}

/**
 * The finest rounding of the scores of a run behind which nobody can be found: from a score and the model's coefficients the
 * covariates of a subject follow, unless several combinations that occur lead to the same shown number.
 */
export const shownScores = (scores: readonly number[]): ShownScores =>
  [2, 1].map(decimals => rounded(scores, decimals)).find(({ shownOfTen }) => shownOfTen >= mostOfTen) ??
  rounded(scores, 0)
