import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import type { SurvivalCurve } from '../../analysis/results/result.js'
import type { Study } from '../../protocol/language/study.js'
import { arms } from '../../cohort/arms.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'

const steps = {
  months: [1, 2, 3, 6, 12, 24, 36, 60, 120],
  days: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
} as const

/**
 * The times under which an endpoint's numbers at risk stand, for axis, risk table and sheet alike: the study's
 * own, else a round step over all follow-up.
 */
export const followUpTicks = (study: Study, book: ResultBook, endpoint: string): readonly number[] => {
  const written = study.analyses.survival.riskTable
  if (written !== undefined) return [...written].sort((a, b) => a - b)
  const curves = arms.flatMap(arm => book.curve('all', endpoint, arm) ?? [])
  const longest = longestTime(curves)
  const step =
    steps[study.endpoints[endpoint]?.unit ?? 'months'].find(one => longest / one < 8) ?? Math.ceil(longest / 8)
  return Array.from({ length: Math.max(2, Math.floor(longest / step) + 1) }, (_, index) => index * step)
}

/** The longest time of any of the curves; 0 where there is none. */
export const longestTime = (curves: readonly SurvivalCurve[]): number => {
  let longest = 0
  for (const { times } of curves) for (const time of times) longest = Math.max(longest, time)
  return longest
}

/** How many of an arm were at risk just before a time: the result of that name, else as the curve carries it. */
export const atRiskAt = (
  book: ResultBook,
  cohort: AnalysisSetId,
  endpoint: string,
  arm: string,
  time: number,
): number => {
  const result = book.number(resultKey(results.survivalArm, { set: cohort, endpoint, arm }, `at-risk-${time}`))
  const curve = book.curve(cohort, endpoint, arm)
  return result ?? (curve === undefined ? 0 : carried(curve, time))
}

const carried = (curve: SurvivalCurve, time: number): number => {
  const index = curve.times.findIndex(one => one >= time)
  return index < 0 ? 0 : (curve.atRisk[index] ?? 0)
}
