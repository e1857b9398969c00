import { normalQuantile } from '../distributions/normal.js'
import { InvalidInput, requireProbability } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'
import { chiSquareTest } from '../test-result.js'
import type { ContingencyTable } from './contingency-table.js'
import { marginsOf } from './contingency-table.js'

/** The Cochran-Mantel-Haenszel test; the common odds ratio exists for 2 x 2 tables only. */
export interface MantelHaenszelResult {
  readonly statistic: number | null
  readonly df: number
  readonly p: number | null
  readonly logP: number | null
  readonly oddsRatio: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly notes: readonly Note[]
}

/**
 * The Cochran-Mantel-Haenszel test of association over strata (Mantel and Haenszel 1959; Birch 1965 for r x c), for
 * 2 x 2 tables with a continuity correction of 0.5 unless `continuity` is false, and the common odds ratio with the
 * limits of Robins, Breslow and Greenland (1986). Strata of fewer than two subjects say nothing. Agrees with R
 * `mantelhaen.test(correct = continuity)`. Throws InvalidInput without a stratum or when their shapes differ.
 */
export const mantelHaenszel = (
  strata: readonly ContingencyTable[],
  options: { readonly continuity?: boolean; readonly confidence?: number } = {},
): MantelHaenszelResult => {
  const confidence = options.confidence ?? 0.95
  requireProbability('confidence', confidence)
  const [first] = strata
  if (first === undefined) throw new InvalidInput('a Mantel-Haenszel test needs at least one stratum')
  const rows = first.length
  const columns = first[0]?.length ?? 0
  for (const table of strata) {
    marginsOf(table)
    if (table.length !== rows || table[0]?.length !== columns) throw new InvalidInput('the strata differ in shape')
  }
  const used = strata.filter(table => marginsOf(table).total > 1)
  const fourfold = rows === 2 && columns === 2
  const { gap, variance } = sumGaps(used, rows, columns)
  const df = gap.length
  const shift = fourfold && options.continuity !== false && Math.abs(gap[0]!) >= 0.5 ? 0.5 : 0
  const test = fourfold ? ratioTest((Math.abs(gap[0]!) - shift) ** 2, variance[0]!) : jointTest(gap, variance)
  const odds = fourfold ? commonOddsRatio(used, confidence) : { oddsRatio: null, lower: null, upper: null }
  const notes = notesOf(test !== null, fourfold, odds)
  return { statistic: test?.statistic ?? null, df, p: test?.p ?? null, logP: test?.logP ?? null, ...odds, notes }
}

const notesOf = (
  tested: boolean,
  fourfold: boolean,
  { oddsRatio, lower, upper }: Pick<MantelHaenszelResult, 'oddsRatio' | 'lower' | 'upper'>,
): readonly Note[] => {
  if (!tested) return [note('not-estimable', 'no stratum varies in both rows and columns')]
  if (!fourfold) return []
  if (oddsRatio === null) return [note('not-estimable', 'no stratum compares cases of both rows: no common odds ratio')]
  if (lower === null) return [note('boundary', `an empty diagonal puts the odds ratio at ${oddsRatio}: no limits`)]
  if (upper === Infinity) return [note('may-be-infinite', 'strata too uneven for a finite upper limit')]
  return []
}

// Observed minus expected cells (the last row and column left out), with their hypergeometric covariance.
const sumGaps = (
  strata: readonly ContingencyTable[],
  rows: number,
  columns: number,
): { readonly gap: Float64Array; readonly variance: Float64Array } => {
  const df = (rows - 1) * (columns - 1)
  const gap = new Float64Array(df)
  const variance = new Float64Array(df * df)
  for (const table of strata) {
    const margins = marginsOf(table)
    const n = margins.total
    for (let a = 0; a < df; a++) {
      const i = a % (rows - 1)
      const j = Math.floor(a / (rows - 1))
      gap[a]! += table[i]![j]! - (margins.rows[i]! * margins.columns[j]!) / n
      for (let b = 0; b < df; b++) {
        const k = b % (rows - 1)
        const l = Math.floor(b / (rows - 1))
        const byRow = margins.rows[i]! * ((i === k ? n : 0) - margins.rows[k]!)
        const byColumn = margins.columns[j]! * ((j === l ? n : 0) - margins.columns[l]!)
        variance[a * df + b]! += (byRow * byColumn) / (n * n * (n - 1))
      }
    }
  }
  return { gap, variance }
}

const ratioTest = (square: number, variance: number): ReturnType<typeof chiSquareTest> | null =>
  variance > 0 ? chiSquareTest(square / variance, 1) : null

const jointTest = (gap: Float64Array, variance: Float64Array): ReturnType<typeof chiSquareTest> | null => {
  const aliased = new Uint8Array(gap.length)
  const solved = gap.slice()
  factorSymmetric(variance, gap.length, aliased, 1e-12)
  if (aliased.includes(1)) return null
  solveFactored(variance, gap.length, aliased, solved)
  return chiSquareTest(
    gap.reduce((sum, value, i) => sum + value * solved[i]!, 0),
    gap.length,
  )
}

const commonOddsRatio = (
  strata: readonly ContingencyTable[],
  confidence: number,
): Pick<MantelHaenszelResult, 'oddsRatio' | 'lower' | 'upper'> => {
  let diagonal = 0
  let off = 0
  let sumPR = 0
  let sumMixed = 0
  let sumQS = 0
  for (const table of strata) {
    const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = table
    const n = a + b + c + d
    const r = (a * d) / n
    const s = (b * c) / n
    const p = (a + d) / n
    const q = (b + c) / n
    diagonal += r
    off += s
    sumPR += p * r
    sumMixed += p * s + q * r
    sumQS += q * s
  }
  if (diagonal === 0 && off === 0) return { oddsRatio: null, lower: null, upper: null }
  if (diagonal === 0 || off === 0) return { oddsRatio: off > 0 ? 0 : Infinity, lower: null, upper: null }
  const variance = sumPR / (2 * diagonal ** 2) + sumMixed / (2 * diagonal * off) + sumQS / (2 * off ** 2)
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance)
  const oddsRatio = diagonal / off
  return { oddsRatio, lower: oddsRatio * Math.exp(-half), upper: oddsRatio * Math.exp(half) }
}
