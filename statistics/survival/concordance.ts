import { EmptySample, InvalidInput, requireFinite, requireSameLength } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { realsOf, requireFiniteColumn, rowsOf } from '../numeric/column.js'
import { crossCodes, indexCodes } from '../numeric/index-codes.js'
import { sortForConcordance } from './concordance-rows.js'
import type { ConcordanceInput, ConcordanceRows } from './concordance-rows.js'
import { countPairs } from './count-pairs.js'
import type { PairCounts, PairShares } from './count-pairs.js'

export type { ConcordanceInput } from './concordance-rows.js'

/** Harrell's C with the pairs that it counts. */
export interface Concordance extends PairCounts {
  /** null when no pair can be compared. */
  readonly concordance: number | null
  readonly se: number | null
  readonly notes: readonly Note[]
}

/**
 * Concordance of scores with survival (Harrell 1982), within strata: an event precedes censorings at its time, pairs
 * tied in time are left out, tied scores count one half; standard error by the infinitesimal jackknife, by cluster when
 * given, or by clusters two ways; one cluster alone has none. O(n log n) by counts over ranks. Agrees with R
 * `concordance(..., reverse = TRUE)`.
 */
export const concordance = (input: ConcordanceInput): Concordance => {
  const n = rowsOf(input.time)
  if (n === 0) throw new EmptySample('a concordance needs at least one row')
  for (const name of ['event', 'score', 'start', 'strata', 'weights', 'clusters', 'secondClusters'] as const)
    if (input[name] !== undefined) requireSameLength(name, n, input[name].length)
  requireFiniteColumn('time', input.time)
  for (const name of ['score', 'start', 'weights'] as const)
    if (input[name] !== undefined) requireFinite(name, input[name])
  if (input.weights?.some(weight => weight <= 0))
    throw new InvalidInput('case weights must be positive: leave out rows of weight 0')
  const ends = input.start === undefined ? null : realsOf(input.time)
  const late = input.start?.findIndex((start, i) => start >= ends![i]!) ?? -1
  if (late >= 0) throw new InvalidInput(`the interval of row ${late} ends before it starts`)
  const rows = sortForConcordance(input)
  const { counts, shares } = countPairs(rows)
  const total = counts.concordant + counts.discordant + counts.tiedScore
  if (!(total > 0))
    return { concordance: null, se: null, ...counts, notes: [note('not-estimable', 'no pair can be compared')] }
  const somers = (counts.concordant - counts.discordant) / total
  const squares = sumOverClusterings(rows, shares, somers, input)
  const se = squares === null ? null : Math.sqrt(squares) / total / 2
  const notes = se === null ? [note('not-estimable', 'one cluster alone: no standard error')] : []
  return { concordance: (somers + 1) / 2, se, ...counts, notes }
}

// Two ways: the one and the other less both together, or without taking that off where less than nothing is left.
const sumOverClusterings = (
  rows: ConcordanceRows,
  shares: PairShares,
  somers: number,
  { clusters, secondClusters }: ConcordanceInput,
): number | null => {
  const by = (codes: Int32Array | undefined): number => sumSquaredInfluence(rows, shares, somers, codes)
  if (clusters === undefined) return by(undefined)
  const given = secondClusters === undefined ? [clusters] : [clusters, secondClusters]
  if (given.some(codes => codes.every(code => code === codes[0]))) return null
  if (secondClusters === undefined) return by(clusters)
  const together = by(clusters) + by(secondClusters)
  const left = together - by(crossCodes(clusters, secondClusters))
  return left > 0 ? left : together
}

// The infinitesimal jackknife: how much more a row, or a cluster of rows, gains than its pairs give on average.
const sumSquaredInfluence = (
  { order, weight }: ConcordanceRows,
  { pairs, gain }: PairShares,
  somers: number,
  clusters: Int32Array | undefined,
): number => {
  const own = clusters === undefined ? null : indexCodes(clusters)
  const byCluster = new Float64Array(own === null ? 0 : own.codes.length)
  let squares = 0
  for (let k = 0; k < order.length; k++) {
    let influence = gain[k]! - somers * pairs[k]!
    if (weight !== null) influence *= weight[k]!
    if (own === null) squares += influence * influence
    else byCluster[own.index[order[k]!]!]! += influence
  }
  for (const influence of byCluster) squares += influence * influence
  return squares
}
