import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { OpenRange } from '../range/open-range.js'
import { daysOf } from '../range/rows.js'
import { yes } from '../truth-codes.js'

/** Finds the day that each subject's time starts: day 0 of a study of offsets, else the first or last day of the rows named. */
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
}
