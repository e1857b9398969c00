import type { Told } from '../words/told.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'

/** What a cell held: text as received; a day or a number where the file itself is typed (a workbook); nothing; or a workbook's error word. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  /**
   * `epoch` only where the workbook counts its days from 1904. `shown` where the cell's format adds to the number, as in
   * `97%`, `4.1g/dL`, `<5`: the text is what a reader sees, its decimal sign a point, and the number is the one in it.
   */
  | {
      readonly kind: 'number'
      readonly text: string
      readonly number: number
      readonly epoch?: 1904
      readonly shown?: true
    }
  | DateCell
  | { readonly kind: 'empty' }
  /** A workbook's error word, such as `#N/A`, or why the cell cannot be used. */
  | { readonly kind: 'error'; readonly text: Told }

/** A day where the file itself is typed. */
export interface DateCell {
  readonly kind: 'date'
  readonly text: string
  readonly date: IsoDate
  /** Where the cell's format shows a month or a year only: the day is then the first of it and means nothing. */
  readonly precision?: 'month' | 'year'
  /** The time of day in seconds since midnight, where one is stored; midnight itself is the day alone. */
  readonly time?: number
}

/** One row as received: its row number in the file (header rows counted, from 1) and its cells in the header's order. */
export interface SourceRow {
  readonly row: number
  readonly cells: readonly Cell[]
}

/** Trouble with one row of a file, found while reading it. */
export interface SourceIssue {
  readonly row: number
  readonly column: Told | null
  readonly kind: 'ragged row'
  readonly message: Told
}
