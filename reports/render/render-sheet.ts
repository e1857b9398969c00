import type { Workbook, Worksheet } from 'exceljs'
import { bannerLines } from '../words/banner.js'
import { columnWidths } from '../layout/cell-layout.js'
import type { Figure } from '../figures/frame.js'
import { labelText } from '../../protocol/language/ids.js'
import { fonts } from './render-styles.js'
import { fitTallest, type KeptRows, margins, pageBreaks, type PagePlan, planPage } from '../layout/page-layout.js'
import { drawTable } from './render-table.js'
import type { ReportContext } from '../report-context.js'
import { inertText } from '../words/inert-text.js'
import type { ProseBlock, SheetPlan, TextTone } from '../layout/sheet.js'
import { textHeight } from '../layout/sheet-text.js'

const narrowest = 98
const pixelsPerUnit = 96 / 100
const pixelsPerRow = 20
const defaultHeight = 15
const a4 = 9

/** Draws one planned sheet: heading with the banner, its blocks one below the other, and how it is printed. */
export const drawSheet = (
  workbook: Workbook,
  plan: SheetPlan,
  context: ReportContext,
  images: ReadonlyMap<string, Uint8Array>,
): void => {
  const { run, study } = context.input
  const widths = [...columnWidths(plan.blocks)]
  if (widths.length === 0) widths.push(narrowest)
  const total = (): number => widths.reduce((sum, width) => sum + width, 0)
  // A column of its own takes what a narrow sheet lacks, so that headings and notes have room.
  if (total() < narrowest) widths.push(narrowest - total())
  const page = planPage(total())
  const sheet = workbook.addWorksheet(inertText(plan.name).slice(0, 31), {
    pageSetup: {
      orientation: page.orientation,
      scale: page.scale,
      margins: { ...margins },
    },
    headerFooter: { oddFooter: `&L&8${footerText(`${study.study} · run ${run.id}`)}&C&8&A&R&8Page &P of &N` },
  })
  // The library's list of paper sizes exists for the type checker only.
  Object.assign(sheet.pageSetup, { paperSize: a4 })
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = Math.round(width * 100) / 100
  })
  let next = drawHeading(sheet, plan, context, widths.length, total())
  const headingRows = next - 1
  let frozen = headingRows
  const onlyTable = plan.blocks.length === 1
  const kept: KeptRows[] = []
  for (const block of plan.blocks) {
    const start = next
    if (block.kind === 'table') {
      const drawn = drawTable(sheet, block, next, widths)
      if (onlyTable) frozen = drawn.headerEnd
      next = drawn.next
    } else if (block.kind === 'prose') {
      next = drawProse(sheet, block, next, widths.length, total())
    } else {
      const figure = context.figures.find(one => one.id === block.figure)
      const image = images.get(block.figure)
      if (figure !== undefined && image !== undefined)
        next = drawImage(workbook, sheet, figure, image, next, figureRoom(sheet, headingRows, page))
    }
    kept.push({ first: start, last: next - 2 })
  }
  const heightOf = (row: number): number => rowHeight(sheet, row)
  const fitted = fitTallest(
    page,
    Math.max(0, ...kept.map(block => heightOfRows(sheet, block.first, block.last))),
    heightOfRows(sheet, 1, frozen),
  )
  sheet.pageSetup.scale = fitted.scale
  for (const row of pageBreaks(heightOf, frozen, next - 1, kept, fitted)) sheet.getRow(row).addPageBreak()
  sheet.views = [{ state: 'frozen', xSplit: 0, ySplit: frozen, showGridLines: false, topLeftCell: `A${frozen + 1}` }]
  sheet.pageSetup.printTitlesRow = `1:${frozen}`
  sheet.pageSetup.printArea = `A$1:${sheet.getColumn(widths.length).letter}$${Math.max(next - 1, 1)}`
}

const drawHeading = (
  sheet: Worksheet,
  plan: SheetPlan,
  context: ReportContext,
  columns: number,
  width: number,
): number => {
  const { run, study } = context.input
  const cut = run.dataCut === null ? 'no data cut (day offsets)' : `data cut ${run.dataCut}`
  const lines: readonly (readonly [string, TextTone | 'title'])[] = [
    [plan.title, 'title'],
    [labelText(study.title), 'strong'],
    ...bannerLines(context.banner).map((line, index): readonly [string, TextTone] => [
      line,
      index > 0 ? 'bad' : 'warning',
    ]),
    [`${run.status} · ${cut} · run ${run.id}`, 'muted'],
  ]
  lines.forEach(([line, tone], index) => {
    mergedLine(sheet, index + 1, columns, width, line, tone)
  })
  return lines.length + 2
}

const drawProse = (sheet: Worksheet, block: ProseBlock, start: number, columns: number, width: number): number => {
  let next = start
  if (block.heading !== null) {
    mergedLine(sheet, next, columns, width, block.heading, block.tone === 'warning' ? 'warning' : 'strong')
    next += 1
  }
  for (const line of block.lines) {
    mergedLine(sheet, next, columns, width, line, block.tone === 'warning' ? 'plain' : block.tone)
    next += 1
  }
  return next + 1
}

const mergedLine = (
  sheet: Worksheet,
  row: number,
  columns: number,
  width: number,
  line: string,
  tone: TextTone | 'title',
): void => {
  if (columns > 1) sheet.mergeCells(row, 1, row, columns)
  const cell = sheet.getCell(row, 1)
  cell.value = inertText(line)
  const font = tone === 'title' ? { ...fonts.strong, size: 15 } : { ...fonts[tone] }
  cell.font = font
  cell.alignment = { wrapText: true, vertical: 'top' }
  sheet.getRow(row).height = textHeight(line, width, font) + 2
}

const drawImage = (
  workbook: Workbook,
  sheet: Worksheet,
  figure: Figure,
  image: Uint8Array,
  start: number,
  room: number,
): number => {
  const shrink = shrinkTo(figure.height * pixelsPerUnit, room)
  const width = figure.width * pixelsPerUnit * shrink
  const height = figure.height * pixelsPerUnit * shrink
  const rows = Math.ceil(height / pixelsPerRow) + 1
  for (let row = start; row < start + rows; row += 1) sheet.getRow(row).height = pixelsPerRow * 0.75
  const id = workbook.addImage({ buffer: Buffer.from(image) as unknown as ArrayBuffer, extension: 'png' })
  sheet.addImage(id, { tl: { col: 0, row: start - 1 }, ext: { width, height } })
  return start + rows + 1
}

// A row that nobody gave a height has none until the sheet is opened.
const rowHeight = (sheet: Worksheet, row: number): number => {
  const { height } = sheet.getRow(row)
  return height > 0 ? height : defaultHeight
}

const pixelsPerPoint = 96 / 72

const heightOfRows = (sheet: Worksheet, first: number, last: number): number => {
  let height = 0
  for (let row = first; row <= last; row += 1) height += rowHeight(sheet, row)
  return height
}

const figureRoom = (sheet: Worksheet, headingRows: number, page: PagePlan): number =>
  (page.rowPoints - heightOfRows(sheet, 1, headingRows)) * pixelsPerPoint

// A figure is never higher than a page; where two fit a page at not much less than their size, they are made to.
const shrinkTo = (height: number, room: number): number => {
  const half = room / 2 - 3 * pixelsPerRow
  if (half / height >= 0.72) return Math.min(1, half / height)
  return Math.min(1, (room - 3 * pixelsPerRow) / height)
}

// An ampersand begins a code in a footer.
const footerText = (text: string): string => text.replaceAll('&', '&&')
