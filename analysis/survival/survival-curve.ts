import type { KaplanMeierCurve } from '../../statistics/survival/kaplan-meier.js'
import type { SurvivalCurve } from '../results/result.js'

/** An arm's estimate by its weights, and the same by heads, which numbers at risk are of. */
export interface ArmEstimate {
  readonly weighted: KaplanMeierCurve
  readonly counted: KaplanMeierCurve
}

/** A Kaplan-Meier estimate as it is drawn: limits that do not exist are null, counts are of heads. */
export const survivalCurve = (
  key: string,
  unit: SurvivalCurve['unit'],
  { weighted, counted }: ArmEstimate,
): SurvivalCurve => ({
  key,
  unit,
  times: Array.from(weighted.time),
  survival: Array.from(weighted.survival),
  lower: Array.from(weighted.lower, finite),
  upper: Array.from(weighted.upper, finite),
  atRisk: Array.from(counted.atRisk),
  events: Array.from(counted.eventCount),
  censored: Array.from(counted.censorCount),
})

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
