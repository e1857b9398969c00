import type { SurvivalCurve } from '../../analysis/result.js'
import { pText } from '../formats.js'
import type { ArmId } from '../labels.js'
import type { CohortName, ResultBook } from '../result-book.js'
import { lineFrom, palette, textAt } from './svg.js'

/** One arm of a Kaplan-Meier figure. */
export interface DrawnArm {
  readonly arm: ArmId
  readonly label: string
  readonly curve: SurvivalCurve
  readonly median: number | null
}

/** The legend above a Kaplan-Meier figure: events and median an arm, then hazard ratio and log-rank test. */
export const survivalLegend = (book: ResultBook, endpoint: string, cohort: CohortName, drawn: readonly DrawnArm[]): readonly string[] => {
  const digits = drawn[0]?.curve.unit === 'days' ? 0 : 1
  const shown = (key: string, decimals: number, missing: string): string => book.number(key)?.toFixed(decimals) ?? missing
  const cox = `cox/${cohort}/${endpoint}/univariate/arm.treated`
  const ratio = book.number(`${cox}/hazard-ratio`)
  const p = book.number(`survival/${cohort}/${endpoint}/-/-/log-rank-p`)
  const tests = [
    ratio === null
      ? 'Hazard ratio not estimable'
      : `Hazard ratio ${ratio.toFixed(2)} (95% CI ${shown(`${cox}/lower`, 2, 'n.e.')} to ${shown(`${cox}/upper`, 2, 'n.e.')})`,
    p === null ? 'log-rank P not estimable' : `log-rank P ${p < 0.001 ? pText(p) : `= ${pText(p)}`}`,
  ].join(', ')
  return [
    ...drawn.flatMap((one, index) => {
      const start = `survival/${cohort}/${endpoint}/${one.arm}/-`
      const counts = `${shown(`${start}/events`, 0, 'n.e.')} events in ${shown(`${start}/n`, 0, 'n.e.')}`
      const interval = `95% CI ${shown(`${start}/median-lower`, digits, 'n.r.')} to ${shown(`${start}/median-upper`, digits, 'n.r.')}`
      const median = `median ${shown(`${start}/median`, digits, 'n.r.')} ${one.curve.unit} (${interval})`
      return [
        lineFrom(14, 6 + index * 16, 34, 6 + index * 16, palette[one.arm], 2.5),
        textAt(40, 10 + index * 16, `${one.label}: ${counts}, ${median}`, { size: 10.5 }),
      ]
    }),
    textAt(14, 10 + drawn.length * 16, tests, { size: 10.5 }),
  ]
}
