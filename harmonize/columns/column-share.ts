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
  readonly kinds: Map<string, number>
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
  tally.kinds.set(reading.trouble.kind, (tally.kinds.get(reading.trouble.kind) ?? 0) + cells)
}

const enoughFilled = 20

/** Whether so many of the filled cells cannot be used that the column (or the rows of a file) is not believed. */
export const isAbove = (share: number, { filled, unusable }: { readonly filled: number; readonly unusable: number }) =>
  (filled >= enoughFilled && unusable > share * filled) || (filled >= 2 && unusable === filled)

/** Kinds with their counts, the most frequent first. */
export const kindsInWords = (kinds: ReadonlyMap<string, number>): Told =>
  toldAll(
    [...kinds]
      .sort(([firstKind, first], [secondKind, second]) => second - first || (firstKind < secondKind ? -1 : 1))
      .map(([kind, count]) => told`${count} ${toldId(kind)}`),
  )
