import type { KaplanMeierCurve } from '../statistics/survival/kaplan-meier.js'
import type { SurvivalCurve } from './result.js'

/** A Kaplan-Meier estimate as it is drawn: limits that do not exist are null. */
export const survivalCurve = (key: string, unit: SurvivalCurve['unit'], curve: KaplanMeierCurve): SurvivalCurve => ({
  key,
  unit,
  times: [...curve.time],
  survival: [...curve.survival],
  lower: [...curve.lower].map(finite),
  upper: [...curve.upper].map(finite),
  atRisk: [...curve.atRisk],
  events: [...curve.eventCount],
  censored: [...curve.censorCount],
})

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
