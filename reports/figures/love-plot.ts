import { scaleLinear } from 'd3-scale'
import { balanceRows, balanceThreshold } from '../sheets/balance-rows.js'
import type { Banner } from '../words/banner.js'
import type { ReportInput } from '../report-input.js'
import type { ResultBook } from '../result-book.js'
import { type Figure, figureWidth, frameFigure } from './frame.js'
import { element, lineFrom, palette, textAt } from './svg.js'
import { textWidth, wrapText } from './text-width.js'

const lineHeight = 13
const labelRoom = 290
const top = 30
const right = figureWidth - 28

/** The love plot: absolute standardized mean differences before and after matching, one row per level. */
export const lovePlot = (input: ReportInput, book: ResultBook, banner: Banner): Figure | null => {
  const rows = balanceRows(input.study, book).filter(row => row.before !== null || row.after !== null)
  if (rows.length === 0) return null
  const labels = rows.map(row => wrapText(row.label, 10.5, labelRoom))
  const left = 30 + Math.max(...labels.flat().map(line => textWidth(line, 10.5)))
  const values = rows.flatMap(row => [Math.abs(row.before ?? 0), Math.abs(row.after ?? 0)])
  const x = scaleLinear([0, Math.max(0.25, ...values) * 1.05], [left, right])
  const heights = labels.map(lines => lines.length * lineHeight + 5)
  const y = (index: number): number =>
    top + heights.slice(0, index).reduce((sum, one) => sum + one, 0) + (heights[index] ?? 0) / 2
  const bottom = top + heights.reduce((sum, one) => sum + one, 0)
  const marks = [
    ...legend(),
    ...rows.flatMap((_, index) => [
      lineFrom(left, y(index), right, y(index), palette.faint),
      ...(labels[index] ?? []).map((line, part, lines) =>
        textAt(left - 10, y(index) + 4 + (part - (lines.length - 1) / 2) * lineHeight, line, {
          size: 10.5,
          anchor: 'end',
        }),
      ),
    ]),
    lineFrom(x(balanceThreshold), top, x(balanceThreshold), bottom, palette.muted, 1, '4 3'),
    lineFrom(left, top, left, bottom),
    lineFrom(left, bottom, right, bottom),
    ...x
      .ticks(6)
      .flatMap(tick => [
        lineFrom(x(tick), bottom, x(tick), bottom + 5),
        textAt(x(tick), bottom + 17, tick.toFixed(2), { size: 10, anchor: 'middle' }),
      ]),
    textAt((left + right) / 2, bottom + 35, 'Absolute standardized mean difference', { size: 11, anchor: 'middle' }),
    ...rows.flatMap((row, index) => [
      ...(row.before === null ? [] : [hollow(x(Math.abs(row.before)), y(index))]),
      ...(row.after === null ? [] : [filled(x(Math.abs(row.after)), y(index))]),
    ]),
  ]
  return frameFigure(
    'love-plot',
    'Covariate balance before and after matching',
    banner,
    { height: bottom + 42, marks: marks.join('\n') },
    [
      `The dashed line is at ${balanceThreshold}. Differences are divided by the treated arm's standard deviation ` +
        `before matching.`,
    ],
  )
}

const hollow = (x: number, y: number): string =>
  element('circle', {
    cx: x,
    cy: y,
    r: 4.5,
    fill: palette.paper,
    stroke: palette.treated,
    'stroke-width': 1.6,
    class: 'before',
  })

const filled = (x: number, y: number): string =>
  element('circle', { cx: x, cy: y, r: 3.6, fill: palette.control, class: 'after' })

const legend = (): readonly string[] => [
  hollow(22, 8),
  textAt(32, 12, 'before matching', { size: 10.5 }),
  filled(152, 8),
  textAt(162, 12, 'after matching', { size: 10.5 }),
]
