import type { RuleOf } from '../../protocol/language/rules.js'
import type { OpenRange } from '../range/open-range.js'
import { codeText } from './rule-days.js'
import type { Hit } from './rule-hits.js'
import { earliestOf, eachRow, latestOf, type RowSet, rowSets } from './rule-rows.js'
import { exactNumbers } from './rule-series.js'

/** What a row says: a day between two bounds, or a code or number. */
interface Said {
  readonly set: RowSet
  readonly row: number
  readonly first: number
  readonly last: number
  readonly text: string | null
}

/**
 * Finds rows that agree in some fields and not in the value. Days known in part agree where one day would be right for all;
 * limits are no values.
 */
export const judgeDisagree = (open: OpenRange, { of, value, by }: RuleOf<'disagree'>, hit: Hit): void => {
  const sets = rowSets(open, of)
  const may = subjectsWhoMay(open, sets, by)
  const groups = new Map<string, Said[]>()
  for (const set of sets) {
    const read = sayings(set, value)
    eachRow(set, (subject, row) => {
      if (may[subject] !== 1) return
      const said = read(row)
      const key = said === null ? null : keyOf(set, by, subject, row)
      if (said === null || key === null) return
      const same = groups.get(key)
      if (same === undefined) groups.set(key, [said])
      else same.push(said)
    })
  }
  for (const [key, said] of groups) {
    if (!differ(said)) continue
    for (const { set, row } of said) hit(Number(key.slice(0, key.indexOf(' '))), set, row, value)
  }
}

/** Marks the subjects of whom two rows may agree in the fields: only theirs are put into words. */
const subjectsWhoMay = ({ count }: OpenRange, sets: readonly RowSet[], by: readonly string[]): Uint8Array => {
  const counts = new Uint32Array(count)
  for (const set of sets) eachRow(set, subject => (counts[subject]! += 1))
  const may = Uint8Array.from(counts, rows => Number(rows > 1))
  const [only, ...others] = sets
  if (only !== undefined && others.length === 0 && by.length > 0) leaveOutUnlike(only, by, may)
  return may
}

// Few rows are compared with each other; of many it is not asked.
const fewRows = 32

const leaveOutUnlike = (set: RowSet, by: readonly string[], may: Uint8Array): void => {
  const { starts, fields } = set.columns
  const keys = by.map(field => fields[field]?.days ?? fields[field]?.codes ?? null)
  const isAlike = (one: number, other: number): boolean => keys.every(key => key === null || key[one] === key[other])
  for (let subject = 0; subject + 1 < starts.length; subject += 1) {
    if (may[subject] === 0 || starts[subject + 1]! - starts[subject]! > fewRows) continue
    may[subject] = Number(hasPair(starts[subject]!, starts[subject + 1]!, isAlike))
  }
}

const hasPair = (start: number, end: number, isAlike: (one: number, other: number) => boolean): boolean => {
  for (let one = start; one < end; one += 1)
    for (let other = one + 1; other < end; other += 1) if (isAlike(one, other)) return true
  return false
}

// The subject stands first, so that one map holds the groups of all.
const keyOf = (set: RowSet, by: readonly string[], subject: number, row: number): string | null => {
  const parts = by.map(field => {
    const day = set.columns.fields[field]?.days?.[row]
    return day === undefined || Number.isNaN(day) ? codeText(set, field, row) : day
  })
  return parts.includes(null) ? null : `${subject} ${JSON.stringify(parts)}`
}

const sayings = (set: RowSet, value: string): ((row: number) => Said | null) => {
  const { days = null, precision = null } = set.columns.fields[value] ?? {}
  if (days !== null) {
    const dated = { ...set, days, precision }
    return row =>
      Number.isNaN(days[row]!)
        ? null
        : { set, row, first: earliestOf(dated, row), last: latestOf(dated, row), text: null }
  }
  const numbers = exactNumbers(set, value)
  const { units = null, unitTexts = [] } = set.columns.fields[value] ?? {}
  return row => {
    const code = codeText(set, value, row)
    const unit = units === null ? '' : (unitTexts[units[row]!] ?? '')
    const text = code ?? (Number.isNaN(numbers[row]!) ? null : `${numbers[row]!} ${unit}`)
    return text === null ? null : { set, row, first: 0, last: 0, text }
  }
}

const differ = (said: readonly Said[]): boolean =>
  said.some(({ text }) => text !== said[0]!.text) ||
  Math.max(...said.map(({ first }) => first)) > Math.min(...said.map(({ last }) => last))
