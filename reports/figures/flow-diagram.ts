import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import type { AttritionStep } from '../../cohort/cohort.js'
import { withoutIndexDate } from '../../cohort/statuses.js'
import type { Banner } from '../words/banner.js'
import { arms } from '../../cohort/arms.js'
import { armLabel, exclusionLabel } from '../words/labels.js'
import type { ReportInput } from '../report-input.js'
import type { ResultBook } from '../result-book.js'
import { type Figure, frameFigure } from './frame.js'
import { element, lineFrom, palette, textAt } from './svg.js'
import { wrapText } from './text-width.js'

const lineHeight = 15
const pad = 9
const spine = 177

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly lines: readonly string[]
}

/** The flow diagram after STROBE: assessed, excluded with each first reason, held, eligible, arms, matched. */
export const flowDiagram = (input: ReportInput, book: ResultBook, banner: Banner): Figure => {
  const count = (key: string): string => String(book.number(key) ?? 'n.e.')
  const held = book.number(resultKey(results.heldLater, { who: '-' }, 'n')) ?? 0
  const assessed = boxAt(
    spine - 150,
    0,
    300,
    [`Assessed: ${count(resultKey(results.assessed, { who: '-' }, 'n'))}`, bySite(input, book)].filter(
      line => line !== '',
    ),
  )
  const reasons = excludedSteps(input.attrition).map(
    step => `${exclusionLabel(input.study, step.criterion)}: ${step.excluded}`,
  )
  const total = excludedSteps(input.attrition).reduce((sum, step) => sum + step.excluded, 0)
  // Who has no index date is held, not excluded: the heading is true of both.
  const taken =
    book.number(resultKey(results.taken, { reason: withoutIndexDate, who: '-' }, 'held')) === 0
      ? 'Excluded'
      : 'Taken away'
  const excluded = boxAt(346, bottom(assessed) + 14, 340, [
    `${taken}, by first reason: ${total}`,
    ...reasons.map(reason => `• ${reason}`),
  ])
  const heldBox = held === 0 ? null : boxAt(346, bottom(excluded) + 12, 340, [`Held until the site answers: ${held}`])
  const eligible = boxAt(spine - 150, bottom(heldBox ?? excluded) + 18, 300, [
    `Eligible: ${count(resultKey(results.eligible, { who: '-' }, 'n'))}`,
  ])
  const armTop = bottom(eligible) + 34
  const armBoxes = arms.map((arm, index) =>
    boxAt(14 + index * 346, armTop, 326, [
      `${armLabel(input.study, arm)}: ${count(resultKey(results.eligible, { who: arm }, 'n'))}`,
    ]),
  )
  const armsBottom = Math.max(...armBoxes.map(bottom))
  const pairs = book.number(resultKey(results.matching, { set: 'all' }, 'pairs'))
  const matched =
    pairs === null
      ? []
      : arms.map((arm, index) => {
          const unmatched =
            arm === 'treated' ? book.number(resultKey(results.matching, { set: 'all' }, 'treated-unmatched')) : null
          return boxAt(14 + index * 346, armsBottom + 26, 326, [
            `${armLabel(input.study, arm)}, matched: ${pairs}`,
            ...(unmatched === null ? [] : [`without a partner within the caliper: ${unmatched}`]),
          ])
        })
  const boxes = [assessed, excluded, ...(heldBox === null ? [] : [heldBox]), eligible, ...armBoxes, ...matched]
  const marks = [
    lineFrom(spine, bottom(assessed), spine, eligible.y, palette.line, 1.4),
    ...[excluded, ...(heldBox === null ? [] : [heldBox])].map(box =>
      arrow(spine, box.y + box.height / 2, box.x, box.y + box.height / 2),
    ),
    arrow(spine, eligible.y - 12, spine, eligible.y),
    lineFrom(spine, bottom(eligible), spine, bottom(eligible) + 16, palette.line, 1.4),
    lineFrom(
      Math.min(spine, center(armBoxes[0])),
      bottom(eligible) + 16,
      center(armBoxes[1]),
      bottom(eligible) + 16,
      palette.line,
      1.4,
    ),
    ...armBoxes.map(box => arrow(center(box), bottom(eligible) + 16, center(box), box.y)),
    ...matched.map((box, index) => arrow(center(box), bottom(armBoxes[index] ?? eligible), center(box), box.y)),
    ...boxes.map(drawBox),
  ]
  return frameFigure('flow', 'Flow of subjects', banner, {
    height: Math.max(...boxes.map(bottom)) + 4,
    marks: marks.join('\n'),
  })
}

/** The attrition's steps that exclude; the step that holds subjects stands apart. */
export const excludedSteps = (attrition: readonly AttritionStep[]): readonly AttritionStep[] =>
  attrition.filter(step => step.criterion !== 'held')

const bySite = (input: ReportInput, book: ResultBook): string => {
  const counted = input.sites.flatMap(site => {
    const n = book.number(resultKey(results.assessed, { who: site.site }, 'n'))
    return n === null ? [] : [`${site.label} ${n}`]
  })
  return counted.join(', ')
}

const boxAt = (x: number, y: number, width: number, lines: readonly string[]): Box => {
  const wrapped = lines.flatMap((line, index) =>
    wrapText(line, 10.5, width - 2 * pad - (index > 0 ? 10 : 0), index === 0 ? 600 : 400).map((text, part) =>
      index > 0 && part > 0 ? `   ${text}` : text,
    ),
  )
  return { x, y, width, height: wrapped.length * lineHeight + 2 * pad - 2, lines: wrapped }
}

const bottom = (box: Box): number => box.y + box.height

const center = (box: Box | undefined): number => (box === undefined ? spine : box.x + box.width / 2)

const drawBox = (box: Box): string =>
  [
    element('rect', {
      x: box.x,
      y: box.y,
      width: box.width,
      height: box.height,
      rx: 3,
      fill: palette.paper,
      stroke: palette.line,
      'stroke-width': 1.2,
    }),
    ...box.lines.map((line, index) =>
      textAt(box.x + pad + (line.startsWith('   ') ? 9 : 0), box.y + pad + 10 + index * lineHeight, line.trim(), {
        size: 10.5,
        ...(index === 0 ? { weight: 600 as const } : {}),
      }),
    ),
  ].join('')

const arrow = (x1: number, y1: number, x2: number, y2: number): string => {
  const across = y1 === y2
  const head = across
    ? `M${x2 - 7},${y2 - 4}L${x2},${y2}L${x2 - 7},${y2 + 4}`
    : `M${x2 - 4},${y2 - 7}L${x2},${y2}L${x2 + 4},${y2 - 7}`
  return (
    lineFrom(x1, y1, x2, y2, palette.line, 1.4) +
    element('path', { d: head, fill: 'none', stroke: palette.line, 'stroke-width': 1.4 })
  )
}
