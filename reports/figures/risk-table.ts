import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'
import { atRiskAt } from './follow-up-ticks.js'
import type { DrawnArm } from './survival-legend.js'
import { palette, textAt } from './svg.js'
import { textWidth, wrapText } from './text-width.js'

const lineHeight = 15
const labelRoom = 130

/** The marks of a risk table, and where it ends. */
export interface RiskTable {
  readonly marks: readonly string[]
  readonly bottom: number
}

/** How wide the arms' names are beside the numbers, long ones on several lines. */
export const riskLabelWidth = (drawn: readonly DrawnArm[]): number =>
  Math.max(...drawn.flatMap(one => labelLines(one).map(line => textWidth(line, 11, 600))))

/** The room of numbers at risk below 100,000. */
export const usualNumberWidth = textWidth('00000', 10)

/** How wide the numbers at risk are. */
export const riskNumberWidth = (drawn: readonly DrawnArm[]): number =>
  Math.max(usualNumberWidth, ...drawn.map(({ curve }) => textWidth(String(curve.atRisk[0] ?? 0), 10)))

/** The ticks that can be labelled without touching each other: every second or third one where they are dense. */
export const sparseTicks = (
  ticks: readonly number[],
  x: (time: number) => number,
  numberWidth: number,
): readonly number[] => {
  const widest = Math.max(...ticks.map(tick => textWidth(String(tick), 10)), numberWidth) + 6
  const closest = Math.min(...ticks.slice(1).map((tick, index) => x(tick) - x(ticks[index] ?? 0)), Infinity)
  const every = Math.max(1, Math.ceil(widest / Math.max(closest, 1)))
  return ticks.filter((_, index) => index % every === 0)
}

/** The numbers at risk, each under the axis' tick of its time. */
export const riskTable = (
  book: ResultBook,
  endpoint: string,
  cohort: AnalysisSetId,
  drawn: readonly DrawnArm[],
  ticks: readonly number[],
  x: (time: number) => number,
  top: number,
): RiskTable => {
  const marks = [textAt(14, top, 'Number at risk', { size: 10, weight: 600 })]
  let y = top + 17
  for (const one of drawn) {
    const lines = labelLines(one)
    marks.push(
      ...lines.map((line, index) =>
        textAt(14, y + index * lineHeight, line, { size: 11, weight: 600, fill: palette[one.arm] }),
      ),
      ...ticks.map(tick =>
        textAt(x(tick), y, String(atRiskAt(book, cohort, endpoint, one.arm, tick)), {
          size: 10,
          anchor: 'middle',
          class: `risk ${one.arm}`,
        }),
      ),
    )
    y += lines.length * lineHeight + 2
  }
  return { marks, bottom: y - 6 }
}

const labelLines = (one: DrawnArm): readonly string[] => wrapText(one.label, 11, labelRoom, 600)
