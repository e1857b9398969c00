import { InvalidInput, requireProbability } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { ContingencyTable } from './contingency-table.js'
import { marginsOf } from './contingency-table.js'
import { enumerateTables } from './enumerate-tables.js'
import { fourfoldExact } from './fourfold-exact.js'
import { simulateTables } from './simulate-tables.js'

/**
 * The choices of Fisher's test: `confidence` (0.95) and `alternative` (two-sided) of the odds ratio above or below 1
 * for 2 x 2 tables; `seed` (1) and `replicates` are used only when the table is too large to enumerate.
 */
export interface FisherOptions {
  readonly confidence?: number
  readonly alternative?: 'two-sided' | 'less' | 'greater'
  readonly seed?: number
  /** How many tables are simulated: 100,000, fewer for tables of more than 50 cells but at least 2,000. */
  readonly replicates?: number
  /** How many steps the exact enumeration may take before it gives way to simulation: 15 million, under a second. */
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

// How much likelier (log) than the observed table a table may be and still count as no likelier: R's FEXACT has it so.
const TOLERANCE = 3.45254e-7

/**
 * Fisher's exact test of an r x c table (Fisher 1935; Freeman and Halton 1951): P sums all tables with the same
 * margins that are no likelier than the observed one, up to a relative 1e-7 for 2 x 2 and 3.5e-7 beyond. For 2 x 2
 * see `fourfoldExact`; larger tables go through the network of Mehta and Patel (1983), `enumerateTables`. Where its
 * 15 million steps do not suffice (about 3 x 3 beyond 1,500 subjects, 3 x 4 beyond 400, 4 x 4 beyond 200, 5 x 5
 * beyond 70; 2 x 6 still does with 1,000), P is simulated with a seed and carries its standard error and a note: no
 * call of up to 2,500 cells takes much longer than a second. Agrees with R `fisher.test(table, workspace = 2e8)`; in
 * tables with very many ways R's P is 1e-10 to 1e-9 off as it merges paths of masses that differ by up to 3.5e-7. The
 * order of rows and columns does not change a bit of the result. Throws InvalidInput when a cell is no count, or for
 * a one-sided test beyond 2 x 2.
 */
export const fisherExact = (table: ContingencyTable, options: FisherOptions = {}): FisherResult => {
  const confidence = options.confidence ?? 0.95
  requireProbability('confidence', confidence)
  const { rows, columns } = marginsOf(table)
  if (!table.flat().every(Number.isSafeInteger)) throw new InvalidInput("Fisher's test needs whole counts")
  const alternative = options.alternative ?? 'two-sided'
  if (rows.length === 2 && columns.length === 2)
    return { ...fourfoldExact(table, alternative, confidence), monteCarlo: null }
  if (alternative !== 'two-sided') throw new InvalidInput('a larger table than 2 x 2 has no one-sided test')
  const none = { oddsRatio: null, lower: null, upper: null, monteCarlo: null }
  const kept = table.filter((_, i) => rows[i]! > 0).map(row => row.filter((_, j) => columns[j]! > 0))
  const cells = kept.length * (kept[0]?.length ?? 0)
  if (kept.length < 2 || cells === kept.length)
    return { p: 1, ...none, notes: [note('not-estimable', 'fewer than two rows or columns hold a subject')] }
  const exact = enumerateTables(kept, TOLERANCE, options.budget ?? 15_000_000)
  if (exact !== null) return { p: exact, ...none, notes: [] }
  const seed = options.seed ?? 1
  const replicates = options.replicates ?? Math.min(100_000, Math.max(2_000, Math.floor(5_000_000 / cells)))
  if (!(Number.isInteger(replicates) && replicates > 0)) throw new InvalidInput('replicates are a whole number above 0')
  const { p, se } = simulateTables(kept, TOLERANCE, replicates, seed)
  const drawn = `${replicates} simulated tables, seed ${seed}, standard error ${se.toPrecision(2)}`
  return {
    p,
    ...none,
    monteCarlo: { replicates, seed, se },
    notes: [note('approximate', `too large to enumerate: ${drawn}`)],
  }
}
