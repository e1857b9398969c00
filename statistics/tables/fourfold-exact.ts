import { InvalidInput } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { ConditionalTable } from './conditional-odds-ratio.js'
import {
  conditionalOddsRatio,
  conditionalTable,
  conditionalTails,
  lowerOddsRatio,
  upperOddsRatio,
} from './conditional-odds-ratio.js'
import type { ContingencyTable } from './contingency-table.js'
import { fourfold, marginsOf } from './contingency-table.js'

/** Fisher's test of a 2 x 2 table: P, the conditional odds ratio and its limits. */
export interface FourfoldResult {
  readonly p: number
  readonly oddsRatio: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly notes: readonly Note[]
}

const RELATIVE = 1 + 1e-7

/**
 * Fisher's exact test (1935) of a 2 x 2 table with the conditional maximum likelihood odds ratio (Cornfield 1956) and
 * its exact limits, from inverting the one-sided tests (alpha / 2 each), so that P and limits may disagree. An empty
 * cell puts the odds ratio at 0 or infinity, with a note. Agrees with R `fisher.test(table, alternative = , conf.level
 * = )`, its `uniroot` steps carried to the end. Throws InvalidInput for another shape or what is no whole count.
 */
export const fourfoldExact = (
  table: ContingencyTable,
  alternative: 'two-sided' | 'less' | 'greater',
  confidence: number,
): FourfoldResult => {
  marginsOf(table)
  if (!table.flat().every(Number.isSafeInteger)) throw new InvalidInput("Fisher's test needs whole counts")
  return testConditionalFamily(conditionalTable(...fourfold(table)), alternative, confidence)
}

/** The exact test of the odds ratio of a conditional family, of one 2 x 2 table or of the sum over several. */
export const testConditionalFamily = (
  family: ConditionalTable,
  alternative: 'two-sided' | 'less' | 'greater',
  confidence: number,
): FourfoldResult => {
  const oddsRatio = conditionalOddsRatio(family)
  const notes: Note[] = []
  if (oddsRatio === null) notes.push(note('not-estimable', 'a row or column without a subject: no odds ratio'))
  else if (oddsRatio === 0 || oddsRatio === Infinity)
    notes.push(note('boundary', 'an empty cell puts the odds ratio at its boundary'))
  const tail = alternative === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence
  const lower = alternative === 'less' ? 0 : lowerOddsRatio(family, tail)
  const upper = alternative === 'greater' ? Infinity : upperOddsRatio(family, tail)
  const { atLeast, atMost } = conditionalTails(family, 0)
  const p = alternative === 'less' ? atMost : alternative === 'greater' ? atLeast : twoSided(family)
  return { p: Math.min(1, p), oddsRatio, lower, upper, notes }
}

const twoSided = ({ logMass, observed, lowest }: ConditionalTable): number => {
  const limit = logMass[observed - lowest]! + Math.log(RELATIVE)
  let tail = 0
  let total = 0
  for (const mass of logMass) {
    total += Math.exp(mass)
    if (mass <= limit) tail += Math.exp(mass)
  }
  return tail / total
}
