import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import type { DomainColumns } from '../input/subject-range.js'
import type { OpenRange } from '../range/open-range.js'
import { isHeldField } from '../range/places.js'
import { daysOf } from '../range/rows.js'
import { no, yes } from '../truth-codes.js'

/**
 * Finds the day that each subject's time starts: day 0 of a study of offsets, else the first or last day of the rows named. Where a
 * row whose day or code is held could give another one, the day is not known.
 */
export const findIndexDays = ({ index }: Pick<CohortPlan, 'index'>, open: OpenRange): void => {
  const { indexDays, count } = open
  if (index === 'day 0') {
    if (!open.calendar) indexDays.fill(0)
    return
  }
  const { from, where, date, pick } = index
  const columns = open.domain(from).known
  const truths = open.truths(from, where)
  const days = daysOf(columns, date)
  for (let subject = 0; subject < count; subject += 1) {
    const end = columns.starts[subject + 1]!
    for (let row = columns.starts[subject]!; row < end; row += 1) {
      const day = days[row]!
      if (truths[row] !== yes || Number.isNaN(day)) continue
      const found = indexDays[subject]!
      if (Number.isNaN(found) || (pick === 'first' ? day < found : day > found)) indexDays[subject] = day
    }
  }
  const isHeld = heldRows(columns, [date, ...Object.keys(where ?? {})])
  if (isHeld === null) return
  for (let subject = 0; subject < count; subject += 1) {
    const found = indexDays[subject]!
    const end = columns.starts[subject + 1]!
    for (let row = columns.starts[subject]!; row < end; row += 1) {
      if (!isHeld(row) || truths[row] === no) continue
      const day = days[row]!
      const mayBeOther = Number.isNaN(day)
        ? isHeldField(columns, row, date)
        : pick === 'first'
          ? day < found
          : day > found
      if (mayBeOther) indexDays[subject] = Number.NaN
    }
  }
}

/** Whether a row has a held value in one of some fields; null where no row has. */
const heldRows = (columns: DomainColumns, fields: readonly string[]): ((row: number) => boolean) | null => {
  const holding = fields.filter(field => columns.fields[field]?.status.includes(rowStatus.held) === true)
  return holding.length === 0 ? null : row => holding.some(field => isHeldField(columns, row, field))
}
