import { distanceInDays } from '../../protocol/facts/variable-facts.js'
import type { RuleOf } from '../../protocol/language/rules.js'
import { deathRows } from '../outcomes/death-rows.js'
import type { OpenRange } from '../range/open-range.js'
import { yes } from '../truth-codes.js'
import { type ComparedDay, comparedDay } from './rule-days.js'
import type { Hit } from './rule-hits.js'
import { earliestOf, latestOf, type RowSet, rowSets } from './rule-rows.js'

/**
 * Finds the rows that lie on the wrong side of a day. A day known in part is anywhere in its month or year, so that it is
 * asked about only where no day of them would be right. What says that somebody died is not asked about for coming after
 * the death: deaths that differ are another rule's.
 */
export const judgeOrder = (open: OpenRange, { of, not, day, by, same }: RuleOf<'order'>, hit: Hit): void => {
  const margin = by === undefined ? 0 : (distanceInDays(by) ?? 0)
  const sets = rowSets(open, of)
  if (sets.length === 0) return
  const compared = comparedDay(open, day, same)
  const judge = not === 'before' ? tooEarly : tooLate
  for (const set of sets) {
    const isDeath = day === 'death' ? deathOf(open, set) : null
    judge(set, compared, margin, (subject, row) => {
      if (isDeath?.[row] !== 1) hit(subject, set, row, set.field)
    })
  }
}

const deathOf = (open: OpenRange, { name }: RowSet): Uint8Array | null =>
  name === 'contact' || name === 'disposition' ? deathRows(open, name) : null

type Found = (subject: number, row: number) => void

// No row is looked at of a subject whose day is not known, and a whole day answers for one known in part that lies further on.
const tooEarly = (set: RowSet, { first, ofSubjects }: ComparedDay, margin: number, found: Found): void => {
  const { columns, meant, days } = set
  for (let subject = 0; subject + 1 < columns.starts.length; subject += 1) {
    const known = ofSubjects ? first(subject, set, 0) - margin : 0
    if (Number.isNaN(known)) continue
    const end = columns.starts[subject + 1]!
    for (let row = columns.starts[subject]!; row < end; row += 1) {
      if (meant[row] !== yes) continue
      const bound = ofSubjects ? known : first(subject, set, row) - margin
      if (days[row]! < bound && latestOf(set, row) < bound) found(subject, row)
    }
  }
}

const tooLate = (set: RowSet, { last, ofSubjects }: ComparedDay, margin: number, found: Found): void => {
  const { columns, meant, days } = set
  for (let subject = 0; subject + 1 < columns.starts.length; subject += 1) {
    const known = ofSubjects ? last(subject, set, 0) + margin : 0
    if (Number.isNaN(known)) continue
    const end = columns.starts[subject + 1]!
    for (let row = columns.starts[subject]!; row < end; row += 1) {
      if (meant[row] !== yes) continue
      const bound = ofSubjects ? known : last(subject, set, row) + margin
      if (days[row]! > bound && earliestOf(set, row) > bound) found(subject, row)
    }
  }
}

/** Finds the rows outside a window around a day. */
export const judgeWindow = (open: OpenRange, { of, around, before, after }: RuleOf<'window'>, hit: Hit): void => {
  const [earlier, later] = [distanceInDays(before) ?? Infinity, distanceInDays(after) ?? Infinity]
  const sets = rowSets(open, of)
  if (sets.length === 0) return
  const compared = comparedDay(open, around)
  for (const set of sets) {
    const found: Found = (subject, row) => {
      hit(subject, set, row, set.field)
    }
    tooEarly(set, compared, earlier, found)
    tooLate(set, compared, later, found)
  }
}
