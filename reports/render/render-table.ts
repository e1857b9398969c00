import type { Cell, Worksheet } from 'exceljs'
import { groupsOf } from '../layout/cell-layout.js'
import { inertText } from '../words/inert-text.js'
import { fonts, isBold, shades } from './render-styles.js'
import type { SheetCell, SheetRow, TableBlock } from '../layout/sheet.js'
import { linesHeight, textHeight } from '../layout/sheet-text.js'

/** Where a drawn table's header ends and where the next block may begin. */
export interface DrawnTable {
  readonly headerEnd: number
  readonly next: number
}

/** Draws a table in the three-line style: caption, header rows, rows, footnotes. */
export const drawTable = (
  sheet: Worksheet,
  block: TableBlock,
  start: number,
  widths: readonly number[],
): DrawnTable => {
  let next = start
  if (block.caption !== null) next = drawNote(sheet, next, widths, block.caption, true)
  const headed = block.columns.some(column => column.header !== '')
  if (headed) next = drawHeader(sheet, block, next, widths)
  const headerEnd = next - 1
  for (const row of block.rows) {
    drawRow(sheet, block, row, next, widths)
    next += 1
  }
  if (block.filter === true)
    sheet.autoFilter = { from: { row: headerEnd, column: 1 }, to: { row: next - 1, column: block.columns.length } }
  rule(sheet, next - 1, block.columns.length, 'bottom', 'medium')
  for (const note of block.notes) next = drawNote(sheet, next, widths, note, false)
  return { headerEnd, next: next + 1 }
}

const drawHeader = (sheet: Worksheet, block: TableBlock, start: number, widths: readonly number[]): number => {
  const groups = groupsOf(block.columns)
  let next = start
  if (groups.length > 0) {
    for (let column = 1; column <= block.columns.length; column += 1) headerStyle(sheet.getCell(next, column), 'center')
    for (const [first, last, group] of groups) {
      if (last > first) sheet.mergeCells(next, first + 1, next, last + 1)
      const cell = sheet.getCell(next, first + 1)
      cell.value = inertText(group)
      headerStyle(cell, 'center')
      for (let column = first; column <= last; column += 1) {
        sheet.getCell(next, column + 1).border = { top: medium(), bottom: hair() }
      }
    }
    sheet.getRow(next).height =
      Math.max(...groups.map(([first, last, group]) => textHeight(group, sum(widths, first, last), { bold: true }))) + 4
    next += 1
  }
  block.columns.forEach((column, index) => {
    const cell = sheet.getCell(next, index + 1)
    cell.value = inertText(column.header)
    headerStyle(cell, column.align ?? 'left', inset(block, index))
  })
  sheet.getRow(next).height =
    Math.max(
      ...block.columns.map((column, index) =>
        textHeight(column.header, widths[index] ?? 10, { bold: true }, inset(block, index)),
      ),
    ) + 4
  rule(sheet, start, block.columns.length, 'top', 'medium')
  rule(sheet, next, block.columns.length, 'bottom', 'thin')
  return next + 1
}

const drawRow = (sheet: Worksheet, block: TableBlock, row: SheetRow, at: number, widths: readonly number[]): void => {
  row.cells.forEach((cell, index) => {
    const target = sheet.getCell(at, index + 1)
    fill(target, cell)
    target.alignment = {
      vertical: row.role === 'section' ? 'bottom' : 'top',
      horizontal: cell.kind === 'number' ? 'right' : (block.columns[index]?.align ?? 'left'),
      ...(cell.kind === 'text'
        ? { wrapText: true, indent: row.role === 'section' ? 0 : cell.indent + inset(block, index) }
        : {}),
    }
    if (row.role === 'total') target.border = { top: hair() }
  })
  const last = block.columns.length
  if (row.role === 'section' && last > 1) sheet.mergeCells(at, 1, at, last)
  const heights = row.cells.map((cell, index) => {
    if (cell.kind !== 'text') return linesHeight(1, '')
    const font = { bold: isBold(cell.tone) }
    return row.role === 'section'
      ? textHeight(cell.text, sum(widths, 0, last - 1), font)
      : textHeight(cell.text, widths[index] ?? 10, font, cell.indent + inset(block, index))
  })
  sheet.getRow(at).height = Math.max(linesHeight(1, ''), ...heights) + (row.role === 'section' ? 5 : 2)
}

// Words to the right of a number keep a distance from it.
const inset = (block: TableBlock, index: number): number => {
  const left = (at: number): boolean => (block.columns[at]?.align ?? 'left') === 'left'
  return index > 0 && left(index) && !left(index - 1) ? 1 : 0
}

const fill = (target: Cell, cell: SheetCell): void => {
  if (cell.kind === 'blank') return
  if (cell.kind === 'number') {
    target.value = cell.value
    target.numFmt = cell.format
    target.font = { ...fonts.plain }
    return
  }
  if (cell.link === null) {
    target.value = cell.text
    target.font = { ...fonts[cell.tone] }
    return
  }
  target.value = { text: cell.text, hyperlink: `#'${cell.link.replaceAll("'", "''")}'!A1` }
  target.font = { ...fonts.plain, underline: true, color: { argb: shades.link } }
}

const drawNote = (sheet: Worksheet, at: number, widths: readonly number[], note: string, caption: boolean): number => {
  if (widths.length > 1) sheet.mergeCells(at, 1, at, widths.length)
  const cell = sheet.getCell(at, 1)
  cell.value = inertText(note)
  cell.font = caption ? { ...fonts.strong, size: 11 } : { ...fonts.muted, size: 9 }
  cell.alignment = { wrapText: true, vertical: 'top' }
  const font = caption ? { size: 11, bold: true } : { size: 9 }
  sheet.getRow(at).height = textHeight(note, sum(widths, 0, widths.length - 1), font) + (caption ? 4 : 2)
  return at + 1
}

const headerStyle = (cell: Cell, horizontal: 'left' | 'right' | 'center', indent = 0): void => {
  cell.font = { ...fonts.strong }
  cell.alignment = { wrapText: true, vertical: 'bottom', horizontal, indent }
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: shades.header } }
}

const rule = (
  sheet: Worksheet,
  row: number,
  columns: number,
  side: 'top' | 'bottom',
  style: 'thin' | 'medium',
): void => {
  for (let column = 1; column <= columns; column += 1) {
    const cell = sheet.getCell(row, column)
    cell.border = { ...cell.border, [side]: { style, color: { argb: shades.rule } } }
  }
}

const medium = () => ({ style: 'medium' as const, color: { argb: shades.rule } })

const hair = () => ({ style: 'thin' as const, color: { argb: shades.hair } })

const sum = (widths: readonly number[], first: number, last: number): number =>
  widths.slice(first, last + 1).reduce((total, width) => total + width, 0)
