import type { DomainName } from '../../protocol/schema/domains.js'
import type { ColumnRule } from '../read/column-rule.js'
import type { FieldReading } from '../read/field-reading.js'
import { type Told, told, toldAll, toldId } from '../../words/told.js'

/** How many cells of a column were filled and how many of them could not be used, by kind. */
export interface ColumnTally {
  readonly domain: DomainName
  readonly rule: ColumnRule
  /** The test whose cells these are, in a file of one row per value; else empty. */
  readonly test: string
  /** Codes that are fixed for the rows that the column fills, such as their test: one set a row of the block. */
  readonly knowns: readonly Readonly<Record<string, string>>[]
  filled: number
  unusable: number
  readonly kinds: Map<string, HeldCells>
}

/** The cells of a column that one kind of trouble holds, and what it says of them. */
export interface HeldCells {
  cells: number
  message: Told
}

/** Makes an empty tally. */
export const emptyTally = (start: Pick<ColumnTally, 'domain' | 'rule' | 'test' | 'knowns'>): ColumnTally => ({
  ...start,
  filled: 0,
  unusable: 0,
  kinds: new Map(),
})

// A word for missing is understood: it fills nothing and is no trouble.
const isFilled = ({ value, trouble }: FieldReading): boolean => value.kind !== 'missing' || trouble !== null

/** Counts the cells that have one reading. */
export const countReading = (tally: ColumnTally, reading: FieldReading, cells: number): void => {
  if (!isFilled(reading)) return
  tally.filled += cells
  if (reading.trouble?.effect !== 'value held') return
  tally.unusable += cells
  const { kind, message } = reading.trouble
  const before = tally.kinds.get(kind)
  // Of several messages one says it, the same in whatever order the cells are read.
  const first = before === undefined || message < before.message ? message : before.message
  tally.kinds.set(kind, { cells: (before?.cells ?? 0) + cells, message: first })
}

const enoughFilled = 20

/** Whether so many of the filled cells cannot be used that the column (or the rows of a file) is not believed. */
export const isAbove = (share: number, { filled, unusable }: { readonly filled: number; readonly unusable: number }) =>
  (filled >= enoughFilled && unusable > share * filled) || (filled >= 2 && unusable === filled)

/** Kinds with their counts, the most frequent first, and what is said of the cells of that one. */
export const kindsInWords = (kinds: ReadonlyMap<string, HeldCells>): Told => {
  const sorted = [...kinds].sort(
    ([firstKind, first], [secondKind, second]) => second.cells - first.cells || (firstKind < secondKind ? -1 : 1),
  )
  const counts = toldAll(sorted.map(([kind, { cells }]) => told`${cells} ${toldId(kind)}`))
  const [most] = sorted
  return most === undefined ? counts : told`(${counts}): ${most[1].message}`
}
