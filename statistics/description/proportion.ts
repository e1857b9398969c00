import { betaDistribution } from '../distributions/beta.js'
import { normalQuantile } from '../distributions/normal.js'
import { InvalidInput, requireProbability } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'

/** A proportion (0 to 1) with its confidence limits; null without a subject. */
export interface Proportion {
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly notes: readonly Note[]
}

/**
 * The exact interval of a proportion (Clopper and Pearson 1934), by beta quantiles. Agrees with R `binom.test(x,
 * n)$conf.int`. Throws InvalidInput unless 0 <= successes <= n are whole.
 */
export const clopperPearson = (successes: number, n: number, confidence = 0.95): Proportion => {
  if (isEmpty(successes, n, confidence)) return NOTHING
  const tail = (1 - confidence) / 2
  return {
    estimate: successes / n,
    lower: successes === 0 ? 0 : betaDistribution(successes, n - successes + 1).quantile(tail),
    upper: successes === n ? 1 : betaDistribution(successes + 1, n - successes).upperQuantile(tail),
    notes: [],
  }
}

/**
 * The score interval of a proportion (Wilson 1927), without continuity correction. Agrees with R `prop.test(x, n,
 * correct = FALSE)`. Throws as clopperPearson.
 */
export const wilson = (successes: number, n: number, confidence = 0.95): Proportion => {
  if (isEmpty(successes, n, confidence)) return NOTHING
  const z = normalQuantile((1 + confidence) / 2)
  const p = successes / n
  const centre = p + (z * z) / (2 * n)
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  const width = 1 + (z * z) / n
  return {
    estimate: p,
    lower: successes === 0 ? 0 : (centre - half) / width,
    upper: successes === n ? 1 : (centre + half) / width,
    notes: [],
  }
}

/**
 * The difference of two proportions with Newcombe's (1998, method 10) interval from the two Wilson intervals: first
 * minus second. Agrees with R `DescTools::BinomDiffCI(method = "score")`. Throws as clopperPearson.
 */
export const newcombe = (
  successes1: number,
  n1: number,
  successes2: number,
  n2: number,
  confidence = 0.95,
): Proportion => {
  const first = wilson(successes1, n1, confidence)
  const second = wilson(successes2, n2, confidence)
  if (first.estimate === null || second.estimate === null) return NOTHING
  const difference = first.estimate - second.estimate
  const down = Math.hypot(first.estimate - (first.lower ?? 0), (second.upper ?? 1) - second.estimate)
  const up = Math.hypot((first.upper ?? 1) - first.estimate, second.estimate - (second.lower ?? 0))
  return { estimate: difference, lower: difference - down, upper: difference + up, notes: [] }
}

const NOTHING: Proportion = {
  estimate: null,
  lower: null,
  upper: null,
  notes: [note('not-estimable', 'a proportion of no subject')],
}

const isEmpty = (successes: number, n: number, confidence: number): boolean => {
  requireProbability('confidence', confidence)
  if (!(Number.isInteger(successes) && Number.isInteger(n) && successes >= 0 && successes <= n)) {
    throw new InvalidInput(`${successes} of ${n} is no count`)
  }
  return n === 0
}
