/** A cell of an export as it will be written, with what it says. */
export interface Cell {
  readonly text: string
  /** The day that it says, counted from the index date. */
  readonly day?: number
  /** The number that it says, in the standard unit. */
  readonly value?: number
  /** What one of a unit of the test is worth in the unit that it is written in, where that differs. */
  readonly otherUnit?: number
  /** Whether it is one of the words that the mapping lists. */
  readonly listed?: true
}

/** A row of a file as it will be written, by column. */
export type FileRow = ReadonlyMap<string, Cell>

/** A row of the shared schema as a row of a file says it. */
export interface Fact {
  readonly domain: string
  readonly fields: Readonly<Record<string, string | number>>
  /** Counted from the index date; null where the row has no day. */
  readonly day: number | null
}
