import { InvalidInput, requireProbability } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import {
  conditionalOddsRatio,
  conditionalTable,
  conditionalTails,
  lowerOddsRatio,
  upperOddsRatio,
} from './conditional-odds-ratio.js'
import type { ContingencyTable } from './contingency-table.js'
import { fourfold, marginsOf } from './contingency-table.js'
import { enumerateTables } from './enumerate-tables.js'
import { simulateTables } from './simulate-tables.js'

/** The choices of Fisher's test; `seed` and `replicates` are used only when the table is too large to enumerate. */
export interface FisherOptions {
  readonly confidence?: number
  readonly alternative?: 'two-sided' | 'less' | 'greater'
  readonly seed?: number
  readonly replicates?: number
  /** How many steps the exact enumeration may take before it gives way to simulation. */
  readonly budget?: number
}

/** Fisher's test; the odds ratio (conditional maximum likelihood) and its limits exist for 2 x 2 tables only. */
export interface FisherResult {
  readonly p: number
  readonly oddsRatio: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly monteCarlo: { readonly replicates: number; readonly seed: number; readonly se: number } | null
  readonly notes: readonly Note[]
}

const RELATIVE = 1 + 1e-7

/**
 * Fisher's exact test of an r x c table (Fisher 1935; Freeman and Halton 1951): P sums all tables with the same
 * margins that are no more likely than the observed one (times 1 + 1e-7). For 2 x 2 also the conditional odds ratio,
 * with limits from inverting the one-sided tests (alpha / 2 each), so that P and limits may disagree. Agrees with R
 * `fisher.test`, its `uniroot` steps carried to the end.
 */
export function fisherExact(table: ContingencyTable, options: FisherOptions = {}): FisherResult {
  const confidence = options.confidence ?? 0.95
  requireProbability('confidence', confidence)
  const { rows, columns } = marginsOf(table)
  if (!table.flat().every(Number.isInteger)) throw new InvalidInput("Fisher's test needs whole counts")
  if (rows.length === 2 && columns.length === 2)
    return fourfoldTest(table, options.alternative ?? 'two-sided', confidence)
  if ((options.alternative ?? 'two-sided') !== 'two-sided')
    throw new InvalidInput('a larger table than 2 x 2 has no one-sided test')
  const none = { oddsRatio: null, lower: null, upper: null }
  const kept = table.filter((_, i) => rows[i]! > 0).map((row) => row.filter((_, j) => columns[j]! > 0))
  if (kept.length < 2 || (kept[0]?.length ?? 0) < 2) {
    return {
      p: 1,
      ...none,
      monteCarlo: null,
      notes: [note('not-estimable', 'fewer than two rows or columns hold a subject')],
    }
  }
  const exact = enumerateTables(kept, RELATIVE, options.budget ?? 4_000_000)
  if (exact !== null) return { p: exact, ...none, monteCarlo: null, notes: [] }
  const seed = options.seed ?? 1
  const replicates = options.replicates ?? 100_000
  const { p, se } = simulateTables(kept, RELATIVE, replicates, seed)
  const drawn = `${replicates} simulated tables, seed ${seed}, standard error ${se.toPrecision(2)}`
  return {
    p,
    ...none,
    monteCarlo: { replicates, seed, se },
    notes: [note('approximate', `too large to enumerate: ${drawn}`)],
  }
}

function fourfoldTest(
  table: ContingencyTable,
  alternative: 'two-sided' | 'less' | 'greater',
  confidence: number,
): FisherResult {
  const [a, b, c, d] = fourfold(table)
  const family = conditionalTable(a, b, c, d)
  const oddsRatio = conditionalOddsRatio(family)
  const notes: Note[] = []
  if (oddsRatio === null) notes.push(note('not-estimable', 'a row or column without a subject: no odds ratio'))
  else if (oddsRatio === 0 || oddsRatio === Infinity)
    notes.push(note('boundary', 'an empty cell puts the odds ratio at its boundary'))
  const tail = alternative === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence
  const lower = alternative === 'less' ? 0 : lowerOddsRatio(family, tail)
  const upper = alternative === 'greater' ? Infinity : upperOddsRatio(family, tail)
  const { atLeast, atMost } = conditionalTails(family, 0)
  const p =
    alternative === 'less' ? atMost : alternative === 'greater' ? atLeast : twoSided(family.logMass, a - family.lowest)
  return { p: Math.min(1, p), oddsRatio, lower, upper, monteCarlo: null, notes }
}

function twoSided(logMass: Float64Array, place: number): number {
  const limit = logMass[place]! + Math.log(RELATIVE)
  let tail = 0
  let total = 0
  for (const mass of logMass) {
    total += Math.exp(mass)
    if (mass <= limit) tail += Math.exp(mass)
  }
  return tail / total
}
