import type { Told } from '../../words/told.js'

/** How a text cell looks. */
export type TextTone = 'plain' | 'strong' | 'muted' | 'good' | 'warning' | 'bad'

/** A cell as data: an inert text, a number with its format, or nothing. */
export type SheetCell =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly tone: TextTone
      readonly indent: number
      readonly link: string | null
    }
  | { readonly kind: 'number'; readonly value: number; readonly format: string }
  | { readonly kind: 'blank' }

/** A column of a table: its header, the header above it, and how wide it may become in characters. */
export interface SheetColumn {
  readonly header: string
  readonly group?: string
  readonly align?: 'left' | 'right' | 'center'
  readonly atMost?: number
}

/** A row of a table; a section row heads the rows below it. */
export interface SheetRow {
  readonly role: 'row' | 'section' | 'total'
  readonly cells: readonly SheetCell[]
}

/** A table with its caption and footnotes. */
export interface TableBlock {
  readonly kind: 'table'
  readonly caption: string | null
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly SheetRow[]
  readonly notes: readonly string[]
  /** Whether its rows can be filtered; at most one table of a sheet can. */
  readonly filter?: boolean
}

/** A figure by its id. */
export interface FigureBlock {
  readonly kind: 'figure'
  readonly figure: string
}

/** Paragraphs over the sheet's whole width. */
export interface ProseBlock {
  readonly kind: 'prose'
  readonly heading: string | null
  readonly lines: readonly string[]
  readonly tone: TextTone
}

/** A part of a sheet. */
export type SheetBlock = TableBlock | FigureBlock | ProseBlock

/** One sheet of the workbook as data, before any library draws it. */
export interface SheetPlan {
  readonly name: string
  readonly title: string
  /** One sentence for the contents: what stands on the sheet. */
  readonly about: string
  readonly blocks: readonly SheetBlock[]
}

/** A sheet that this study has no data for, and why. */
export interface SheetLeftOut {
  readonly name: string
  readonly because: Told
}
