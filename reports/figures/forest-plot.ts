import { scaleLog } from 'd3-scale'
import { labelText } from '../../protocol/language/ids.js'
import type { Banner } from '../words/banner.js'
import { coxTerms } from '../sheets/cox-rows.js'
import type { ReportInput } from '../report-input.js'
import type { ResultBook } from '../result-book.js'
import { fixed, pText, ratioDecimals } from '../words/shown-numbers.js'
import { type Figure, figureWidth, frameFigure } from './frame.js'
import { element, lineFrom, palette, textAt } from './svg.js'
import { textWidth, wrapText } from './text-width.js'

const lineHeight = 14
const pColumn = figureWidth - 14
const ratioColumn = figureWidth - 72
const labelRoom = 250

interface ForestRow {
  readonly heading: boolean
  readonly lines: readonly string[]
  readonly ratio: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly p: number | null
}

/** The forest plot of an endpoint: hazard ratios of each Cox model, before and after matching, on a log scale. */
export const forestPlot = (input: ReportInput, book: ResultBook, banner: Banner, endpoint: string): Figure | null => {
  const rows = forestRows(input, book, endpoint)
  const bounds = rows
    .flatMap(row => [row.ratio, row.lower, row.upper])
    .filter((value): value is number => value !== null && value > 0)
  if (bounds.length === 0) return null
  const left = 28 + Math.min(labelRoom, Math.max(...rows.flatMap(row => row.lines.map(line => textWidth(line, 10.5)))))
  const right = ratioColumn - 118
  const lowest = Math.max(0.05, Math.min(0.5, ...bounds))
  const highest = Math.min(20, Math.max(2, ...bounds))
  const x = scaleLog([lowest, highest], [left + 8, right]).clamp(true)
  const marks: string[] = [
    textAt(ratioColumn, 10, 'HR (95% CI)', { size: 10, weight: 600, anchor: 'end' }),
    textAt(pColumn, 10, 'P', { size: 10, weight: 600, anchor: 'end' }),
  ]
  let y = 22
  for (const row of rows) {
    const height = row.lines.length * lineHeight + (row.heading ? 10 : 5)
    marks.push(...drawRow(row, y, height, x))
    y += height
  }
  const ticks = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20].filter(tick => tick >= lowest && tick <= highest)
  marks.unshift(
    lineFrom(x(1), 18, x(1), y, palette.muted, 1, '4 3'),
    lineFrom(left + 8, y, right, y),
    ...ticks.flatMap(tick => [
      lineFrom(x(tick), y, x(tick), y + 5),
      textAt(x(tick), y + 17, String(tick), { size: 10, anchor: 'middle' }),
    ]),
    textAt((left + 8 + right) / 2, y + 34, 'Hazard ratio (log scale)', { size: 10.5, anchor: 'middle' }),
  )
  const label = labelText(input.study.endpoints[endpoint]?.label ?? endpoint)
  return frameFigure(
    `forest-${endpoint}`,
    `${label}: hazard ratios`,
    banner,
    { height: y + 42, marks: marks.join('\n') },
    [
      "Below 1 the hazard is lower than in the level or arm compared with. P and intervals are Wald's; " +
        'after matching they are robust by pair.',
    ],
  )
}

const forestRows = (input: ReportInput, book: ResultBook, endpoint: string): readonly ForestRow[] =>
  (['all', 'matched'] as const).flatMap(cohort =>
    (['univariate', 'multivariate'] as const).flatMap(model => {
      const terms = coxTerms(input.study, book, cohort, endpoint, model)
      const title = `${cohort === 'all' ? 'Before matching' : 'After matching'}, ${model}`
      if (terms.length === 0) return []
      return [
        { heading: true, lines: [title], ratio: null, lower: null, upper: null, p: null },
        ...terms.map(term => ({
          heading: false,
          lines: wrapText(term.label, 10.5, labelRoom),
          ratio: book.number(term.key('hazard-ratio')),
          lower: book.number(term.key('lower')),
          upper: book.number(term.key('upper')),
          p: book.number(term.key('p')),
        })),
      ]
    }),
  )

const drawRow = (row: ForestRow, y: number, height: number, x: (value: number) => number): readonly string[] => {
  const middle = y + height / 2
  const labels = row.lines.map((line, index) =>
    textAt(row.heading ? 14 : 22, y + (height - row.lines.length * lineHeight) / 2 + 11 + index * lineHeight, line, {
      size: 10.5,
      ...(row.heading ? { weight: 600 as const } : {}),
    }),
  )
  if (row.heading) return labels
  const { ratio, lower, upper } = row
  if (ratio === null)
    return [
      ...labels,
      textAt(ratioColumn, middle + 4, 'not estimable', { size: 10, anchor: 'end', fill: palette.muted }),
    ]
  const decimals = ratioDecimals([lower, upper])
  const interval = lower === null || upper === null ? 'n.e.' : `${fixed(lower, decimals)}–${fixed(upper, decimals)}`
  return [
    ...labels,
    ...(lower === null || upper === null ? [] : [lineFrom(x(lower), middle, x(upper), middle, palette.ink, 1.4)]),
    element('rect', { x: x(ratio) - 4, y: middle - 4, width: 8, height: 8, fill: palette.control }),
    textAt(ratioColumn, middle + 4, `${fixed(ratio, decimals)} (${interval})`, { size: 10, anchor: 'end' }),
    textAt(pColumn, middle + 4, row.p === null ? 'n.e.' : pText(row.p), { size: 10, anchor: 'end' }),
  ]
}
