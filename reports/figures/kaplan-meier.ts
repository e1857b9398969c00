import { scaleLinear } from 'd3-scale'
import { labelText } from '../../protocol/ids.js'
import { type Banner } from '../banner.js'
import { armLabel, arms } from '../labels.js'
import type { ReportInput } from '../report-input.js'
import type { CohortName, ResultBook } from '../result-book.js'
import { atRiskAt, followUpTicks } from './follow-up-ticks.js'
import { type Figure, figureWidth, frameFigure } from './frame.js'
import { type DrawnArm, survivalLegend } from './survival-legend.js'
import { bandPath, censorTicks, stepPath } from './survival-marks.js'
import { element, lineFrom, palette, textAt } from './svg.js'
import { textWidth } from './text-width.js'

const plotTop = 60
const plotHeight = 260
const rowHeight = 17

/** A Kaplan-Meier figure with confidence bands, censoring ticks, medians, the test, and the numbers at risk under the axis' ticks. */
export const kaplanMeierFigure = (input: ReportInput, book: ResultBook, banner: Banner, endpoint: string, cohort: CohortName): Figure | null => {
  const drawn = arms.flatMap((arm): readonly DrawnArm[] => {
    const curve = book.curve(cohort, endpoint, arm)
    const label = armLabel(input.study, arm)
    return curve === undefined ? [] : [{ arm, label, curve, median: book.number(`survival/${cohort}/${endpoint}/${arm}/-/median`) }]
  })
  if (drawn.length === 0) return null
  const ticks = followUpTicks(input.study, book, endpoint)
  const left = Math.max(62, 30 + Math.max(...drawn.map((one) => textWidth(one.label, 11, 600))))
  const x = scaleLinear([0, Math.max(...ticks, ...drawn.flatMap((one) => one.curve.times))], [left, figureWidth - 28])
  const y = scaleLinear([0, 1], [plotTop + plotHeight, plotTop])
  const label = labelText(input.study.endpoints[endpoint]?.label ?? endpoint)
  const unit = drawn[0]?.curve.unit ?? 'months'
  const top = plotTop + plotHeight
  const riskTop = top + 58
  const marks = [
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((level) => [
      lineFrom(left, y(level), figureWidth - 28, y(level), palette.faint),
      textAt(left - 8, y(level) + 4, `${level * 100}%`, { size: 10, anchor: 'end' }),
    ]),
    textAt(16, plotTop + plotHeight / 2, label, { size: 11, anchor: 'middle', rotate: -90 }),
    lineFrom(left, top, figureWidth - 28, top),
    lineFrom(left, plotTop, left, top),
    ...ticks.flatMap((tick) => [
      lineFrom(x(tick), top, x(tick), top + 5),
      textAt(x(tick), top + 17, String(tick), { size: 10, anchor: 'middle', class: 'tick' }),
    ]),
    textAt((left + figureWidth - 28) / 2, top + 34, `${unit === 'days' ? 'Days' : 'Months'} since index date`, { size: 11, anchor: 'middle' }),
    ...drawn.map((one) => element('path', { d: bandPath(one.curve, x, y), fill: palette[one.arm], 'fill-opacity': 0.13 })),
    ...drawn.map((one) => element('path', {
      d: stepPath(one.curve, x, y), fill: 'none', stroke: palette[one.arm], 'stroke-width': 2, 'stroke-linejoin': 'miter', class: `curve ${one.arm}`,
    })),
    ...drawn.map((one) => censorTicks(one.curve, x, y, palette[one.arm])),
    ...medianMarks(drawn, x, y, left, top),
    ...survivalLegend(book, endpoint, cohort, drawn),
    textAt(14, riskTop, 'Number at risk', { size: 10, weight: 600 }),
    ...drawn.flatMap((one, index) => [
      textAt(14, riskTop + rowHeight * (index + 1), one.label, { size: 11, weight: 600, fill: palette[one.arm] }),
      ...ticks.map((tick) => textAt(x(tick), riskTop + rowHeight * (index + 1), String(atRiskAt(book, cohort, endpoint, one.arm, tick)), {
        size: 10, anchor: 'middle', class: `risk ${one.arm}`,
      })),
    ]),
  ]
  const which = cohort === 'all' ? 'all eligible subjects' : 'matched pairs'
  return frameFigure(`km-${endpoint}-${cohort}`, `${label}, ${which}`, banner, {
    height: riskTop + rowHeight * drawn.length + 6, marks: marks.join('\n'),
  }, [`Kaplan-Meier estimate with 95% ${input.study.analyses.survival.band} confidence bands; ticks are censored subjects.`])
}

type Scale = (value: number) => number

const medianMarks = (drawn: readonly DrawnArm[], x: Scale, y: Scale, left: number, top: number): readonly string[] => {
  const medians = drawn.filter((one) => one.median !== null)
  const furthest = Math.max(...medians.map((one) => one.median ?? 0))
  return medians.length === 0 ? [] : [
    lineFrom(left, y(0.5), x(furthest), y(0.5), palette.muted, 1, '4 3'),
    ...medians.map((one) => lineFrom(x(one.median ?? 0), y(0.5), x(one.median ?? 0), top, palette[one.arm], 1, '4 3')),
  ]
}
