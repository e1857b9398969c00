import { InvalidInput, requireProbability } from '../errors.js'
import type { ConditionalTable } from './conditional-odds-ratio.js'
import { conditionalTable } from './conditional-odds-ratio.js'
import type { ContingencyTable } from './contingency-table.js'
import { fourfold, marginsOf } from './contingency-table.js'
import type { FourfoldResult } from './fourfold-exact.js'
import { testConditionalFamily } from './fourfold-exact.js'

/** The exact conditional test of a common odds ratio; `statistic` is the sum of the strata's first cells. */
export interface MantelHaenszelExactResult extends FourfoldResult {
  readonly statistic: number
}

// Products of masses, some 20 ns each.
const MOST_PAIRS = 50_000_000

/**
 * The exact conditional test of 2 x 2 tables over strata (Mehta, Patel and Gray 1985): the distribution of the sum of
 * the first cells given all margins, with the conditional maximum likelihood common odds ratio and limits from the
 * one-sided tests. Agrees with R `mantelhaen.test(exact = TRUE, alternative = )`, its `uniroot` steps carried to the
 * end. Throws InvalidInput without a stratum, for another shape, and for strata so large (some 5,000 values of the sum)
 * that the asymptotic test is as good.
 */
export const mantelHaenszelExact = (
  strata: readonly ContingencyTable[],
  options: { readonly alternative?: 'two-sided' | 'less' | 'greater'; readonly confidence?: number } = {},
): MantelHaenszelExactResult => {
  const confidence = options.confidence ?? 0.95
  requireProbability('confidence', confidence)
  if (strata.length === 0) throw new InvalidInput('a Mantel-Haenszel test needs at least one stratum')
  const families = strata.map(table => {
    marginsOf(table)
    if (!table.flat().every(Number.isInteger)) throw new InvalidInput('an exact test needs whole counts')
    return conditionalTable(...fourfold(table))
  })
  let length = 0
  let pairs = 0
  for (const { logMass } of families) {
    pairs += length * logMass.length
    length += logMass.length
  }
  if (pairs > MOST_PAIRS) throw new InvalidInput('the strata are too large for an exact test')
  const family = families.reduce(sumOfTables)
  const tested = testConditionalFamily(family, options.alternative ?? 'two-sided', confidence)
  return { statistic: family.observed, ...tested }
}

// The masses of a sum of two independent cells, each product taken on the log scale so that none underflows.
const sumOfTables = (first: ConditionalTable, second: ConditionalTable): ConditionalTable => {
  const length = first.logMass.length + second.logMass.length - 1
  const peak = new Float64Array(length).fill(-Infinity)
  const sum = new Float64Array(length)
  first.logMass.forEach((one, i) => {
    second.logMass.forEach((other, j) => {
      peak[i + j] = Math.max(peak[i + j]!, one + other)
    })
  })
  first.logMass.forEach((one, i) => {
    second.logMass.forEach((other, j) => {
      sum[i + j]! += Math.exp(one + other - peak[i + j]!)
    })
  })
  return {
    observed: first.observed + second.observed,
    lowest: first.lowest + second.lowest,
    highest: first.highest + second.highest,
    logMass: peak.map((mass, i) => mass + Math.log(sum[i]!)),
  }
}
