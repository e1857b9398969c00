import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { chiSquareTest } from '../test-result.js'
import { binomialTwoSided } from '../distributions/binomial.js'
import type { ContingencyTable } from './contingency-table.js'
import { fourfold, marginsOf } from './contingency-table.js'

/**
 * McNemar's test; statistic and P are null without a discordant pair. `exactP` is the binomial test's of the
 * discordant pairs.
 */
export interface McNemarResult {
  readonly statistic: number | null
  readonly df: number
  readonly p: number | null
  readonly logP: number | null
  readonly exactP: number | null
  readonly discordant: number
  readonly notes: readonly Note[]
}

/**
 * McNemar's test (1947) of paired yes/no answers, with the continuity correction unless `continuity` is false; the
 * table counts pairs, first member by row, second by column. Agrees with R `mcnemar.test(table, correct =
 * continuity)`, exactP with `binom.test(b, b + c)`. Throws InvalidInput for another shape or what is no whole count.
 */
export const mcNemar = (table: ContingencyTable, options: { readonly continuity?: boolean } = {}): McNemarResult => {
  marginsOf(table)
  const [, b, c] = fourfold(table)
  const discordant = b + c
  if (discordant === 0) {
    const none = { statistic: null, df: 1, p: null, logP: null, exactP: null }
    return { ...none, discordant, notes: [note('not-estimable', 'no pair is discordant')] }
  }
  const shift = options.continuity === false || b === c ? 0 : 1
  const test = chiSquareTest((Math.abs(b - c) - shift) ** 2 / discordant, 1)
  const notes = discordant < 25 ? [note('approximate', `${discordant} discordant pairs: prefer the exact P`)] : []
  return { ...test, exactP: binomialTwoSided(Math.min(b, c), discordant, 0.5), discordant, notes }
}
