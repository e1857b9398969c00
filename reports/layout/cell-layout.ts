import { isBold } from '../render/render-styles.js'
import type { SheetBlock, SheetCell, SheetColumn, TableBlock } from './sheet.js'
import { indentUnits, textUnits } from './sheet-text.js'

/** A number as its format shows it, near enough to know its width. */
export const shownNumber = (value: number, format: string): string => {
  const sections = format.split(';')
  const small = format.startsWith('[<0.001]')
  const section = (small && value >= 0.001 ? sections[1] : sections[0])?.replace(/^\[[^\]]*\]/, '') ?? '0'
  const digits = section.replace(/"[^"]*"/g, '')
  if (digits === '') return section.replaceAll('"', '')
  const percent = digits.includes('%')
  const fixed = (percent ? value * 100 : value).toFixed(/0\.(0+)/.exec(digits)?.[1]?.length ?? 0)
  const grouped = digits.includes('#,') ? fixed.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : fixed
  const literals = [...section.matchAll(/"([^"]*)"/g)].map(match => match[1] ?? '').join('')
  return `${grouped}${percent ? '%' : ''}${literals}`
}

/** A cell as it is shown. */
export const shownCell = (cell: SheetCell | undefined): string => {
  if (cell === undefined || cell.kind === 'blank') return ''
  return cell.kind === 'text' ? cell.text : shownNumber(cell.value, cell.format)
}

/** The width of each of a sheet's columns, wide enough that numbers and headers are never cut. */
export const columnWidths = (blocks: readonly SheetBlock[]): readonly number[] => {
  const widths: number[] = []
  for (const block of blocks) {
    if (block.kind !== 'table') continue
    block.columns.forEach((column, index) => {
      widths[index] = Math.max(widths[index] ?? 0, columnWidth(block, column, index))
    })
    widenForGroups(block, widths)
  }
  return widths
}

const columnWidth = (block: TableBlock, column: SheetColumn, index: number): number => {
  let content = 0
  for (const { role, cells } of block.rows)
    if (role !== 'section') content = Math.max(content, contentUnits(cells[index]))
  const header = Math.max(0, ...column.header.split(/\s+/).map(word => textUnits(word, { bold: true })))
  const atMost = column.atMost ?? 60
  return (
    Math.max(Math.min(content * 1.09, atMost), Math.min(header, 30), 5.5) +
    (column.align === 'right' || index === 0 ? 2.4 : 3.6)
  )
}

const contentUnits = (cell: SheetCell | undefined): number => {
  if (cell?.kind !== 'text') return textUnits(shownCell(cell))
  return textUnits(cell.text, { bold: isBold(cell.tone) }) + cell.indent * indentUnits
}

// A header that spans columns has to fit into them together.
const widenForGroups = (block: TableBlock, widths: number[]): void => {
  for (const [start, end, group] of groupsOf(block.columns)) {
    const together = widths.slice(start, end + 1).reduce((sum, width) => sum + width, 0)
    const short = Math.min(textUnits(group, { bold: true }), 60) + 1.8 - together
    if (short <= 0) continue
    for (let index = start; index <= end; index += 1) widths[index] = (widths[index] ?? 0) + short / (end - start + 1)
  }
}

/** Runs of neighbouring columns with the same header above them: first, last, header. */
export const groupsOf = (columns: readonly SheetColumn[]): readonly (readonly [number, number, string])[] => {
  const groups: [number, number, string][] = []
  columns.forEach((column, index) => {
    const last = groups.at(-1)
    if (column.group === undefined) return
    if (last !== undefined && last[2] === column.group && last[1] === index - 1) last[1] = index
    else groups.push([index, index, column.group])
  })
  return groups
}
