import { logTwoSidedNormal } from '../distributions/normal.js'
import { EmptySample, InvalidInput, requireFinite } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { isTally, type Sample, sizeOf, type Tally, tallyOf } from '../description/tally.js'

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

// Beyond 250 by 250 the counts take seconds, and from about 500 by 500 on they overflow.
const LARGEST_EXACT = 62_500

/**
 * The Mann-Whitney (Wilcoxon rank-sum) test (1947): exact, or normal with the variance corrected for ties and a
 * continuity correction of 0.5. Agrees with R `wilcox.test(first, second, exact = , correct = )`. Throws
 * EmptySample, and InvalidInput for a value that is missing or for `exact` with ties or beyond 62,500 pairs.
 */
export const mannWhitney = (first: Sample, second: Sample, options: MannWhitneyOptions = {}): MannWhitneyResult => {
  const m = sizeOf(first)
  const n = sizeOf(second)
  if (m === 0 || n === 0) throw new EmptySample('a Mann-Whitney test needs values in both samples')
  for (const sample of [first, second]) if (!isTally(sample)) requireFinite('values', sample)
  const { rankSum, ties } = rankFirst(tallyOf(first), tallyOf(second))
  const statistic = rankSum - (m * (m + 1)) / 2
  const tied = ties.some(size => size > 1)
  const method = options.method ?? 'auto'
  if (method === 'exact' && tied) throw new InvalidInput('the exact Mann-Whitney test does not allow ties')
  if (method === 'exact' && m * n > LARGEST_EXACT)
    throw new InvalidInput(`the exact Mann-Whitney test takes up to ${LARGEST_EXACT} pairs of values`)
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

// The sum of the first sample's mid-ranks among both, and the sizes of the sets of ties.
const rankFirst = (first: Tally, second: Tally): { readonly rankSum: number; readonly ties: readonly number[] } => {
  const ties: number[] = []
  let rankSum = 0
  let before = 0
  for (let i = 0, j = 0; i < first.values.length || j < second.values.length;) {
    const [one = Infinity, other = Infinity] = [first.values[i], second.values[j]]
    const own = one <= other ? first.counts[i++]! : 0
    const size = own + (other <= one ? second.counts[j++]! : 0)
    rankSum += own * (before + (size + 1) / 2)
    before += size
    ties.push(size)
  }
  return { rankSum, ties }
}

// Mann and Whitney's recurrence: the largest of i + j values is in the first sample and exceeds j of the second, or it
// is in the second. Only additions, so no digit is lost however small the tail.
const exactP = (statistic: number, m: number, n: number): number => {
  const size = m * n
  const counts = Array.from({ length: m + 1 }, () => new Float64Array(size + 1))
  for (const count of counts) count[0] = 1
  for (let j = 1; j <= n; j++) {
    for (let i = 1; i <= m; i++) {
      const fewer = counts[i - 1]!
      const own = counts[i]!
      for (let u = i * j; u >= j; u--) own[u]! += fewer[u - j]!
    }
  }
  const count = counts[m]!
  const low = Math.min(statistic, size - statistic)
  let total = 0
  let tail = 0
  for (let u = 0; u <= size; u++) {
    total += count[u]!
    if (u <= low) tail += count[u]!
  }
  return Math.min(1, (2 * tail) / total)
}
