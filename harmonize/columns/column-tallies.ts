import type { DomainName } from '../../protocol/schema/domains.js'
import type { ColumnRule } from '../read/column-rule.js'
import { type ColumnTally, countReading, emptyTally } from './column-share.js'
import type { FileFinding } from './file-finding.js'
import type { DistinctReading, ReadColumn } from '../read/read-column.js'

/** Tells the finding that covers the column of a reading, or null. */
export type Covers = (reading: DistinctReading) => FileFinding | null

/** The tallies of a block's columns, a test at a time. */
export interface ColumnTallies {
  /** Counts the columns of one of the rows that a record makes. */
  readonly count: (place: number, columns: readonly ReadColumn[]) => void
  /** Judges each column once all are counted. */
  readonly judged: (find: (tally: ColumnTally) => FileFinding | null) => Covers
}

interface Entry {
  readonly tally: ColumnTally
  /** The rows of the block that the column fills: a column that several share is counted in the first of them. */
  readonly places: Set<number>
  readonly first: number
  finding: FileFinding | null
}

type Known = Readonly<Record<string, string>>

/** Makes the tallies of one block, with the codes that are fixed for each of the rows that a record makes. */
export const columnTallies = (domain: DomainName, constants: readonly Known[]): ColumnTallies => {
  const entries = new Map<ColumnRule, Map<string, Entry>>()
  const entryOf = (rule: ColumnRule, test: string, first: number): Entry => {
    const tests = entries.get(rule) ?? new Map<string, Entry>()
    entries.set(rule, tests)
    const before = tests.get(test)
    if (before !== undefined) return before
    const entry = {
      tally: emptyTally({ domain, rule, test, knowns: [] }),
      places: new Set<number>(),
      first,
      finding: null,
    }
    tests.set(test, entry)
    return entry
  }
  const covers: Covers = ({ rule, test }) => entries.get(rule)?.get(test)?.finding ?? null
  return {
    count: (place, columns) => {
      for (const { rule, test, reading, count } of columns.flatMap(({ readings }) => readings)) {
        const entry = entryOf(rule, test, place)
        entry.places.add(place)
        // Of a column with several codes in a cell each row has other ones.
        if (place === entry.first || rule.each !== null) countReading(entry.tally, reading, count)
      }
    },
    judged: find => {
      for (const tests of entries.values()) {
        for (const entry of tests.values()) {
          const knowns = [...entry.places].map(place => constants[place] ?? {})
          entry.finding = find({ ...entry.tally, knowns })
        }
      }
      return covers
    },
  }
}
