/** What a cell of a sheet stores. */
export const cellTypes = { number: 0, shared: 1, text: 2, inline: 3, boolean: 4, error: 5 } as const

/** A cell as it stands in a sheet; filled anew for each, so that a cell makes no object. */
export interface ScannedCell {
  /** Both from 0. */
  row: number
  column: number
  /** One of `cellTypes`. */
  type: number
  /** The number of its style; -1 where it has none. */
  style: number
  /** Where what it stores stands in the bytes, as it is written. */
  start: number
  end: number
  formula: boolean
  /** The text of its formula, where it has one of its own. */
  formulaText: string
}

/** What becomes of a sheet's rows and cells; rows come in the order of the sheet. */
export interface SheetTaker {
  /** A row element; its number from 0. */
  readonly row: (row: number, hidden: boolean) => void
  /** Whether more cells are needed. */
  readonly cell: (bytes: Buffer, cell: ScannedCell) => boolean
}
