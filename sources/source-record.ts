/** What a cell held: text as received; a day or a number where the file itself is typed (a workbook); nothing; or a workbook's error word. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  /** `epoch` only where the workbook counts its days from 1904. */
  | { readonly kind: 'number'; readonly text: string; readonly number: number; readonly epoch?: 1904 }
  | { readonly kind: 'date'; readonly text: string; readonly date: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'error'; readonly text: string }

/** One row as received: its row number in the file (header rows counted, from 1) and its cells in the header's order. */
export interface SourceRow {
  readonly row: number
  readonly cells: readonly Cell[]
}

/** A table of a file: the sheet's name (`-` for text files), its header, and how it was read. */
export interface SourceTable {
  readonly sheet: string
  readonly header: readonly string[]
  readonly rows: readonly SourceRow[]
  /** Things to know that are not errors: an inferred encoding, a normalized header. */
  readonly notes: readonly string[]
  readonly issues: readonly SourceIssue[]
  /** How a text file was decoded; absent for a workbook. */
  readonly encoding?: string
}

/** Trouble with one row of a file, found while reading it. */
export interface SourceIssue {
  readonly row: number
  readonly column: string | null
  readonly kind: 'ragged row' | 'unreadable cell'
  readonly message: string
}
