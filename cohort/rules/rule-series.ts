import type { DomainRows } from '../../protocol/language/rules.js'
import { relations } from '../../protocol/schema/relations.js'
import type { OpenRange } from '../range/open-range.js'
import { yes } from '../truth-codes.js'
import { type RowSet, rowSet } from './rule-rows.js'

/** Rows with a day in the order of their days, subject by subject, each with the one before it of the same group. */
export interface Series {
  readonly set: RowSet
  readonly starts: Int32Array
  readonly rows: Int32Array
  /** By row: the row before it in its group; -1 where it is the first. */
  readonly before: Int32Array
}

// Longer runs than these are left to the engine's own sort, which no order of rows makes slow.
const shortRun = 32

/** The rows of one domain as a series; `groupOf` gives each row its group, below `groups`, or -1 for a row that is left out. */
export const seriesOf = (open: OpenRange, of: DomainRows, groups: number, groupOf: (row: number) => number): Series => {
  const set = rowSet(open, of)
  const { columns, days } = set
  const { starts, rows: candidates, truths } = open.candidates(of.from, of.where)
  const found = new Int32Array(starts.length)
  const rows = new Int32Array(candidates.length)
  const before = new Int32Array(columns.count).fill(-1)
  const lastOf = new Int32Array(groups)
  const lastSubject = new Int32Array(groups).fill(-1)
  const compare = (one: number, other: number): number => days[one]! - days[other]! || one - other
  let length = 0
  for (let subject = 0; subject + 1 < starts.length; subject += 1) {
    const first = length
    const end = starts[subject + 1]!
    for (let at = starts[subject]!; at < end; at += 1) {
      const row = candidates[at]!
      if (truths[at] !== yes || Number.isNaN(days[row]!) || groupOf(row) < 0) continue
      rows[length] = row
      length += 1
    }
    if (length - first > shortRun) rows.subarray(first, length).sort(compare)
    else sortShort(rows, first, length, compare)
    for (let at = first; at < length; at += 1) {
      const row = rows[at]!
      const group = groupOf(row)
      if (lastSubject[group] === subject) before[row] = lastOf[group]!
      lastSubject[group] = subject
      lastOf[group] = row
    }
    found[subject + 1] = length
  }
  return { set, starts: found, rows: rows.subarray(0, length), before }
}

// Rows mostly come in the order of their days.
const sortShort = (
  rows: Int32Array,
  first: number,
  end: number,
  compare: (one: number, other: number) => number,
): void => {
  for (let at = first + 1; at < end; at += 1) {
    const row = rows[at]!
    let place = at
    while (place > first && compare(rows[place - 1]!, row) > 0) {
      rows[place] = rows[place - 1]!
      place -= 1
    }
    rows[place] = row
  }
}

/** The number that a field of a row says exactly; NaN where it says none, or a limit. */
export const exactNumbers = ({ columns: { fields, count } }: RowSet, field: string): Float64Array => {
  const { numbers = null, relations: signs = null } = fields[field] ?? {}
  if (numbers === null) return new Float64Array(count).fill(Number.NaN)
  return signs === null ? numbers : numbers.map((number, row) => (signs[row] === exact ? number : Number.NaN))
}

const exact = relations.indexOf('=')

/** Exact numbers of one field in time, by the codes of another. */
export interface NumberSeries extends Series {
  readonly numbers: Float64Array
  /** `yes` for the rows that a rule is about; null for all of them. */
  readonly meant: Uint8Array | null
  readonly sameUnit: (one: number, other: number) => boolean
}

// Two rules look at the same numbers.
const kept = new WeakMap<OpenRange, Map<string, NumberSeries>>()

/**
 * The exact numbers of a field in time, by the codes of another. Conditions on that field alone leave whole groups in or out,
 * so that one series serves all rules that have no other.
 */
export const numberSeries = (open: OpenRange, rows: DomainRows, value: string, by: string): NumberSeries => {
  const { where, ...all } = rows
  const ofGroups = where !== undefined && Object.keys(where).every(field => field === by)
  const of: DomainRows = ofGroups ? all : rows
  const ofRange = kept.get(open) ?? new Map<string, NumberSeries>()
  kept.set(open, ofRange)
  const key = JSON.stringify([of, value, by])
  const made = ofRange.get(key) ?? madeSeries(open, of, value, by)
  ofRange.set(key, made)
  return ofGroups ? { ...made, meant: open.truths(rows.from, where) } : made
}

const madeSeries = (open: OpenRange, of: DomainRows, value: string, by: string): NumberSeries => {
  const set = rowSet(open, of)
  const { fields } = set.columns
  const numbers = exactNumbers(set, value)
  const { codes = null, texts = [] } = fields[by] ?? {}
  const units = fields[value]?.units ?? null
  const groupOf = (row: number): number => (codes === null || Number.isNaN(numbers[row]!) ? -1 : codes[row]!)
  return {
    ...seriesOf(open, of, texts.length, groupOf),
    numbers,
    meant: null,
    sameUnit: units === null ? () => true : (one, other) => units[one] === units[other],
  }
}
