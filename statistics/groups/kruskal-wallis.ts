import { EmptySample, requireFinite } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { chiSquareTest } from '../test-result.js'
import { concatenate, midRanks } from './ranks.js'

/** The Kruskal-Wallis test; null when all values are equal. */
export interface KruskalWallisResult {
  readonly statistic: number | null
  readonly df: number
  readonly p: number | null
  readonly logP: number | null
  readonly notes: readonly Note[]
}

/**
 * The Kruskal-Wallis rank test (1952), corrected for ties; groups without a value are left out. Agrees with R
 * `kruskal.test`. Throws EmptySample below two groups, InvalidInput for a missing value.
 */
export const kruskalWallis = (groups: readonly ArrayLike<number>[]): KruskalWallisResult => {
  const samples = groups.filter(group => group.length > 0)
  if (samples.length < 2) throw new EmptySample('a Kruskal-Wallis test needs two groups with values')
  const values = concatenate(samples)
  requireFinite('values', values)
  const { rank, ties } = midRanks(values)
  const n = rank.length
  const df = samples.length - 1
  const correction = 1 - ties.reduce((sum, size) => sum + (size ** 3 - size), 0) / (n ** 3 - n)
  if (!(correction > 0))
    return { statistic: null, df, p: null, logP: null, notes: [note('not-estimable', 'all values are equal')] }
  let at = 0
  let spread = 0
  for (const sample of samples) {
    let sum = 0
    for (let i = 0; i < sample.length; i++) sum += rank[at++]! - (n + 1) / 2
    spread += (sum * sum) / sample.length
  }
  return { ...chiSquareTest(((12 / (n * (n + 1))) * spread) / correction, df), notes: [] }
}
