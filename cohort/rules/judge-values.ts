import type { RuleOf } from '../../protocol/language/rules.js'
import { dayFields } from '../questions/day-fields.js'
import type { OpenRange } from '../range/open-range.js'
import { comparedDay } from './rule-days.js'
import type { Hit } from './rule-hits.js'
import { eachRow, rowSet, rowSets } from './rule-rows.js'
import { exactNumbers } from './rule-series.js'

const daysOfYear = 365.25

/** Finds ages that the birth date does not give at the index date. */
export const judgeAge = (open: OpenRange, { within }: RuleOf<'age'>, hit: Hit): void => {
  if (!dayFields(open).some(({ isBirth }) => isBirth)) return
  const set = rowSet(open, { from: 'subject', date: 'birthDate' })
  const ages = exactNumbers(set, 'ageYears')
  const birth = comparedDay(open, 'birth')
  eachRow(set, (subject, row) => {
    const age = ages[row]!
    const index = open.indexDays[subject]!
    const oldest = (index - birth.first(subject, set, row)) / daysOfYear
    const youngest = (index - birth.last(subject, set, row)) / daysOfYear
    if (age > oldest + within || age + 1 < youngest - within) hit(subject, set, row, 'ageYears')
  })
}

/** Finds exact numbers outside a range. */
export const judgeRange = (
  open: OpenRange,
  { of, value, lower = -Infinity, upper = Infinity }: RuleOf<'range'>,
  hit: Hit,
): void => {
  const set = rowSet(open, of)
  const numbers = exactNumbers(set, value)
  eachRow(set, (subject, row) => {
    if (numbers[row]! < lower || numbers[row]! > upper) hit(subject, set, row, value)
  })
}

/**
 * Finds subjects with too many rows, and those with too few at sites that deliver such rows, but for records that are held,
 * whose rows are. A row that two blocks of a mapping made is one.
 */
export const judgeCount = (open: OpenRange, rule: RuleOf<'count'>, hit: Hit): void => {
  const { of, 'at least': least = 0, 'at most': most = Infinity } = rule
  const sets = rowSets(open, of)
  const counts = new Uint32Array(open.count)
  for (const set of sets)
    eachRow(set, (subject, row) => {
      if (set.columns.repeated?.[row] !== 1) counts[subject]! += 1
    })
  for (const set of sets)
    eachRow(set, (subject, row) => {
      if (counts[subject]! > most) hit(subject, set, row, set.field)
    })
  const { subjects } = open.range
  const names = [of.from].flat()
  const delivering = subjects.mappings.map(({ delivered }) => names.every(name => delivered.has(name)))
  for (let subject = 0; subject < open.count; subject += 1) {
    if (subjects.heldBecause.has(subject)) continue
    if (counts[subject]! < least && delivering[subjects.mapping[subject]!] === true) hit(subject)
  }
}
