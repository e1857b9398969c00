import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import { scaleLinear } from 'd3-scale'
import { labelText } from '../../protocol/language/ids.js'
import type { Banner } from '../words/banner.js'
import { arms } from '../../cohort/arms.js'
import { armLabel } from '../words/labels.js'
import type { ReportInput } from '../report-input.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'
import { followUpTicks, longestTime } from './follow-up-ticks.js'
import { type Figure, figureWidth, frameFigure } from './frame.js'
import type { DrawingGrid } from './drawing-grid.js'
import { riskLabelWidth, riskNumberWidth, riskTable, sparseTicks, usualNumberWidth } from './risk-table.js'
import { type DrawnArm, survivalLegend } from './survival-legend.js'
import { gridPath } from './stairs.js'
import { placeCurve } from './placed-curve.js'
import { bandPath, censorPath, stepPath } from './survival-marks.js'
import { lineFrom, palette, textAt } from './svg.js'
import { textWidth } from './text-width.js'

const plotHeight = 260
const right = figureWidth - 28

/**
 * A Kaplan-Meier figure with confidence bands, censoring ticks, medians, the test, and the numbers at risk under the axis'
 * ticks. What many subjects would draw on the same place is drawn once: at 2,100 and 2,126 pixels no pixel differs by more
 * than 2 of 255 from the figure with every step, and the file stays below 300 kB, however many there are.
 */
export const kaplanMeierFigure = (
  input: ReportInput,
  book: ResultBook,
  banner: Banner,
  endpoint: string,
  cohort: AnalysisSetId,
): Figure | null => {
  const drawn = arms.flatMap((arm): readonly DrawnArm[] => {
    const curve = book.curve(cohort, endpoint, arm)
    const label = armLabel(input.study, arm)
    return curve === undefined
      ? []
      : [
          {
            arm,
            label,
            curve,
            median: book.number(resultKey(results.survivalArm, { set: cohort, endpoint, arm }, 'median')),
          },
        ]
  })
  if (drawn.length === 0) return null
  const legend = survivalLegend(book, endpoint, cohort, drawn)
  const plotTop = legend.height + 12
  const bottom = plotTop + plotHeight
  const allTicks = followUpTicks(input.study, book, endpoint)
  const numberWidth = riskNumberWidth(drawn)
  const left = Math.max(66, 30 + riskLabelWidth(drawn) + numberWidth - usualNumberWidth)
  const longest = Math.max(...allTicks, longestTime(drawn.map(({ curve }) => curve)))
  const x = scaleLinear([0, longest], [left, right])
  const y = scaleLinear([0, 1], [bottom, plotTop])
  const ticks = sparseTicks(allTicks, x, numberWidth)
  const label = labelText(input.study.endpoints[endpoint]?.label ?? endpoint)
  const unit = drawn[0]?.curve.unit === 'days' ? 'Days' : 'Months'
  const risk = riskTable(book, endpoint, cohort, drawn, ticks, x, bottom + 58)
  const marks = (grid: DrawingGrid): readonly string[] => [
    ...legend.marks,
    ...[0, 0.25, 0.5, 0.75, 1].flatMap(level => [
      lineFrom(left, y(level), right, y(level), palette.faint),
      textAt(left - 8, y(level) + 4, `${level * 100}%`, { size: 10, anchor: 'end' }),
    ]),
    textAt(16, plotTop + plotHeight / 2, textWidth(label, 11) < plotHeight ? label : 'Survival', {
      size: 11,
      anchor: 'middle',
      rotate: -90,
    }),
    lineFrom(left, bottom, right, bottom),
    lineFrom(left, plotTop, left, bottom),
    ...ticks.flatMap(tick => [
      lineFrom(x(tick), bottom, x(tick), bottom + 5),
      textAt(x(tick), bottom + 17, String(tick), { size: 10, anchor: 'middle', class: 'tick' }),
    ]),
    textAt((left + right) / 2, bottom + 34, `${unit} since index date`, { size: 11, anchor: 'middle' }),
    ...curveMarks(drawn, x, y, grid),
    ...medianMarks(drawn, x, y, left, bottom),
    ...risk.marks,
  ]
  const which = cohort === 'all' ? 'all eligible subjects' : 'matched pairs'
  return frameFigure(
    `km-${endpoint}-${cohort}`,
    `${label}, ${which}`,
    banner,
    { height: risk.bottom, marks: grid => marks(grid).join('\n') },
    [
      `Kaplan-Meier estimate with 95% confidence bands (${input.study.analyses.survival.band}); short ` +
        `strokes are censored subjects. n.r.: not reached.`,
    ],
  )
}

type Scale = (value: number) => number

const curveMarks = (drawn: readonly DrawnArm[], x: Scale, y: Scale, grid: DrawingGrid): readonly string[] => {
  const placed = drawn.map(({ arm, curve }) => ({ arm, curve: placeCurve(curve, x, y), colour: palette[arm] }))
  return [
    ...placed.map(({ curve, colour }) => gridPath(bandPath(curve, grid), { fill: colour, 'fill-opacity': 0.13 })),
    ...placed.map(({ arm, curve, colour }) =>
      gridPath(stepPath(curve, grid), {
        fill: 'none',
        stroke: colour,
        'stroke-width': 2,
        class: `curve ${arm}`,
      }),
    ),
    ...placed.map(({ curve, colour }) => gridPath(censorPath(curve, grid), { fill: colour, class: 'censored' })),
  ].filter(mark => mark !== '')
}

const medianMarks = (
  drawn: readonly DrawnArm[],
  x: Scale,
  y: Scale,
  left: number,
  bottom: number,
): readonly string[] => {
  const medians = drawn.flatMap(one => (one.median === null ? [] : [{ arm: one.arm, at: one.median }]))
  if (medians.length === 0) return []
  const furthest = Math.max(...medians.map(one => one.at))
  return [
    lineFrom(left, y(0.5), x(furthest), y(0.5), palette.muted, 1, '4 3'),
    ...medians.map(one => lineFrom(x(one.at), y(0.5), x(one.at), bottom, palette[one.arm], 1, '4 3')),
  ]
}
