import { distanceInDays } from '../../protocol/facts/variable-facts.js'
import type { RuleOf, RuleRows } from '../../protocol/language/rules.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import type { OpenRange } from '../range/open-range.js'
import type { Hit } from './rule-hits.js'
import { delivers, eachRow, type RowSet, rowSets } from './rule-rows.js'

/** Finds rows beside which something is missing that the site delivers: a field of theirs, or another row. */
export const judgeMissing = (open: OpenRange, { of, field, row, within }: RuleOf<'missing'>, hit: Hit): void => {
  const sets = rowSets(open, of)
  if (field !== undefined) for (const set of sets) lackingField(set, field, hit)
  if (row !== undefined) lackingRow(open, sets, row, within === undefined ? null : distanceInDays(within), hit)
}

// Only where the cell was read and says nothing: what is held has an issue of its own, and a block without the field says no more.
const lackingField = (set: RowSet, field: string, hit: Hit): void => {
  const status = set.columns.fields[field]?.status
  if (status === undefined) return
  eachRow(set, (subject, row) => {
    if (status[row] === rowStatus['not recorded'] || status[row] === rowStatus.unknown) hit(subject, set, row, field)
  })
}

const lackingRow = (open: OpenRange, sets: readonly RowSet[], row: RuleRows, within: number | null, hit: Hit): void => {
  const others = rowSets(open, row)
  const delivering = domainsOfRows(row).map(name => delivers(open, name))
  const { days, undated } = daysBySubject(open, others)
  for (const set of sets) {
    eachRow(set, (subject, at) => {
      if (!delivering.some(isDelivered => isDelivered(subject))) return
      const known = days.get(subject) ?? noDays
      const day = set.days[at]!
      // A row whose day is not known may be the one.
      const isThere =
        within === null
          ? known.length > 0 || undated.has(subject)
          : undated.has(subject) || Number.isNaN(day) || isNear(known, day, within)
      if (!isThere) hit(subject, set, at, set.field)
    })
  }
}

const domainsOfRows = (rows: RuleRows): readonly DomainName[] => {
  if (rows === 'deaths') return ['contact', 'disposition']
  return rows === 'every day' ? [] : [rows.from].flat()
}

const noDays: Float64Array = new Float64Array(0)

const daysBySubject = (open: OpenRange, sets: readonly RowSet[]) => {
  const found = new Map<number, number[]>()
  const undated = new Set<number>()
  for (const set of sets) {
    eachRow(set, (subject, row) => {
      const day = set.days[row]!
      if (Number.isNaN(day)) {
        undated.add(subject)
        return
      }
      const known = found.get(subject)
      if (known === undefined) found.set(subject, [day])
      else known.push(day)
    })
  }
  return { days: new Map([...found].map(([subject, days]) => [subject, Float64Array.from(days).sort()])), undated }
}

/** Whether one of several days in order lies so near to a day. */
const isNear = (days: Float64Array, day: number, within: number): boolean => {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]! < day - within) low = middle + 1
    else high = middle
  }
  return low < days.length && days[low]! <= day + within
}
