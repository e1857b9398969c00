import { Footnotes } from './cells.js'
import type { FigureBlock, ProseBlock, SheetColumn, SheetRow, TableBlock, TextTone } from './sheet.js'

/** A column of words. */
export const words = (header: string, atMost = 44, group?: string): SheetColumn => ({
  header,
  align: 'left',
  atMost,
  ...(group === undefined ? {} : { group }),
})

/** A column of numbers. */
export const figures = (header: string, group?: string): SheetColumn => ({
  header,
  align: 'right',
  atMost: 26,
  ...(group === undefined ? {} : { group }),
})

/** A table whose rows are made with its own footnotes. */
export const table = (
  caption: string | null,
  columns: readonly SheetColumn[],
  rowsWith: (notes: Footnotes) => readonly SheetRow[],
  notes: readonly string[] = [],
): TableBlock => {
  const footnotes = new Footnotes()
  const rows = rowsWith(footnotes)
  return { kind: 'table', caption, columns, rows, notes: [...notes, ...footnotes.list()] }
}

/** A figure by its id. */
export const figure = (id: string): FigureBlock => ({ kind: 'figure', figure: id })

/** Paragraphs over the sheet's width. */
export const prose = (
  lines: readonly string[],
  heading: string | null = null,
  tone: TextTone = 'plain',
): ProseBlock => ({
  kind: 'prose',
  heading,
  lines,
  tone,
})
