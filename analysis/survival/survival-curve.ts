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
  times: [...weighted.time],
  survival: [...weighted.survival],
  lower: [...weighted.lower].map(finite),
  upper: [...weighted.upper].map(finite),
  atRisk: [...counted.atRisk],
  events: [...counted.eventCount],
  censored: [...counted.censorCount],
})

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
