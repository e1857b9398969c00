import { logTwoSidedNormal } from '../distributions/normal.js'
import { EmptySample, InvalidInput, requireFinite } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { concatenate, midRanks } from './ranks.js'

/** The Mann-Whitney test: U of the first sample (R's W); z is null for the exact test. */
export interface MannWhitneyResult {
  readonly statistic: number
  readonly z: number | null
  readonly p: number | null
  readonly logP: number | null
  readonly exact: boolean
  readonly notes: readonly Note[]
}

/** `auto` is R's rule: exact when both samples are below 50 and nothing is tied. */
export interface MannWhitneyOptions {
  readonly method?: 'auto' | 'exact' | 'normal'
  readonly continuity?: boolean
}

/**
 * The Mann-Whitney (Wilcoxon rank-sum) test (1947): exact, or normal with the variance corrected for ties and a
 * continuity correction of 0.5. Agrees with R `wilcox.test(first, second, exact = , correct = )`. Throws
 * EmptySample, and InvalidInput for `exact` with ties.
 */
export function mannWhitney(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  options: MannWhitneyOptions = {},
): MannWhitneyResult {
  const m = first.length
  const n = second.length
  if (m === 0 || n === 0) throw new EmptySample('a Mann-Whitney test needs values in both samples')
  const values = concatenate([first, second])
  requireFinite('values', values)
  const { rank, ties } = midRanks(values)
  let rankSum = 0
  for (let i = 0; i < m; i++) rankSum += rank[i]!
  const statistic = rankSum - (m * (m + 1)) / 2
  const tied = ties.some((size) => size > 1)
  const method = options.method ?? 'auto'
  if (method === 'exact' && tied) throw new InvalidInput('the exact Mann-Whitney test does not allow ties')
  if (method === 'exact' || (method === 'auto' && !tied && m < 50 && n < 50)) {
    const p = exactP(statistic, m, n)
    return { statistic, z: null, p, logP: Math.log(p), exact: true, notes: [] }
  }
  const total = m + n
  const tieTerm = ties.reduce((sum, size) => sum + (size ** 3 - size), 0) / (total * (total - 1))
  const sigma = Math.sqrt(((m * n) / 12) * (total + 1 - tieTerm))
  const gap = statistic - (m * n) / 2
  if (!(sigma > 0))
    return {
      statistic,
      z: null,
      p: null,
      logP: null,
      exact: false,
      notes: [note('not-estimable', 'all values are equal')],
    }
  const z = (gap - (options.continuity === false ? 0 : Math.sign(gap) * 0.5)) / sigma
  const logP = logTwoSidedNormal(z)
  return { statistic, z, p: Math.exp(logP), logP, exact: false, notes: [] }
}

// Counts of U by the recurrence over the second sample; frequencies are kept as probabilities so that they do not
// overflow.
function exactP(statistic: number, m: number, n: number): number {
  const size = m * n
  let counts = new Float64Array(size + 1)
  counts[0] = 1
  for (let k = 1; k <= n; k++) {
    const next = counts.slice()
    for (let u = m + k; u <= size; u++) next[u]! -= counts[u - m - k]!
    for (let u = k; u <= size; u++) next[u]! += next[u - k]!
    counts = next
  }
  let total = 0
  let tail = 0
  const low = statistic <= size / 2 ? statistic : size - statistic
  counts.forEach((count, u) => {
    total += count
    if (u <= low) tail += count
  })
  return Math.min(1, (2 * tail) / total)
}
