import { type Banner, bannerLines } from '../words/banner.js'
import { type DrawingGrid, drawingGrid } from './drawing-grid.js'
import { element, palette, textAt } from './svg.js'
import { wrapText } from './text-width.js'

/** A drawn figure: its id (also its file's name), its title, and the SVG. */
export interface Figure {
  readonly id: string
  readonly title: string
  readonly svg: string
  /** In units of a hundredth of an inch in print. */
  readonly width: number
  readonly height: number
}

/** What a figure draws below its heading: how high it is, and the marks, which may depend on where their samples are. */
export interface FigureBody {
  readonly height: number
  readonly marks: string | ((grid: DrawingGrid) => string)
}

/** Every figure is seven inches wide. */
export const figureWidth = 700

const margin = 14

/** A figure with its heading, its banner lines and its foot; the body begins at 0 below the heading. */
export const frameFigure = (
  id: string,
  title: string,
  banner: Banner,
  body: FigureBody,
  foot: readonly string[] = [],
): Figure => {
  const room = figureWidth - 2 * margin
  const titleLines = wrapText(title, 14, room, 600)
  const lines = bannerLines(banner).flatMap((line, index) =>
    wrapText(line, 10, room, 600).map(text => ({ text, grave: index > 0 })),
  )
  const footLines = foot.flatMap(line => wrapText(line, 9.5, room))
  const headHeight = margin + titleLines.length * 18 + lines.length * 14 + 8
  const height = Math.ceil(headHeight + body.height + (footLines.length === 0 ? 0 : 8 + footLines.length * 13) + margin)
  const marks = typeof body.marks === 'string' ? body.marks : body.marks(drawingGrid(figureWidth, height, headHeight))
  const parts = [
    element('rect', { x: 0, y: 0, width: figureWidth, height, fill: palette.paper }),
    ...titleLines.map((line, index) =>
      textAt(margin, margin + 12 + index * 18, line, { size: 14, weight: 600, class: 'title' }),
    ),
    ...lines.map((line, index) =>
      textAt(margin, margin + 10 + titleLines.length * 18 + index * 14, line.text, {
        size: 10,
        weight: 600,
        fill: line.grave ? palette.alarm : palette.muted,
        class: 'banner',
      }),
    ),
    element('g', { transform: `translate(0 ${headHeight})` }, marks),
    ...footLines.map((line, index) =>
      textAt(margin, headHeight + body.height + 17 + index * 13, line, { size: 9.5, fill: palette.muted }),
    ),
  ]
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: figureWidth,
      height,
      viewBox: `0 0 ${figureWidth} ${height}`,
      role: 'img',
      'aria-label': title,
    },
    parts.join('\n'),
  )
  return { id, title, svg: `${svg}\n`, width: figureWidth, height }
}
