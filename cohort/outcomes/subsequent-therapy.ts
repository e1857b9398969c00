import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { type Lineage, lineageWriter } from '../range/lineage.js'
import type { OpenRange } from '../range/open-range.js'
import { daysOf } from '../range/rows.js'
import { yes } from '../truth-codes.js'

/** The therapy after the index date. */
export interface TherapyColumn {
  /** Into `therapies`; -1 for a subject without one. */
  readonly codes: Int32Array
  readonly therapies: readonly string[]
  readonly sources: Lineage
}

/** The first listed therapy after the index date among the rows that the study names. */
export const subsequentTherapy = (
  open: OpenRange,
  subsequent: NonNullable<CohortPlan['subsequent']>,
): TherapyColumn => {
  const { count, indexDays } = open
  const columns = open.domain(subsequent.from).known
  const { starts, file, row: rows } = columns
  const truths = open.truths(subsequent.from, subsequent.where)
  const days = daysOf(columns, 'date')
  const { codes, texts } = columns.fields[subsequent.value] ?? { codes: null, texts: [] }
  const listed = new Set(subsequent.therapies.map(({ id }) => id))
  const isListed = texts.map(text => Number(listed.has(text)))
  const found = new Int32Array(count).fill(-1)
  const sources = lineageWriter(count, open.ranks)
  for (let subject = 0; subject < count; subject += 1) {
    const indexDay = indexDays[subject]!
    const end = starts[subject + 1]!
    let first = -1
    let firstDay = Infinity
    for (let row = starts[subject]!; codes !== null && row < end; row += 1) {
      const code = codes[row]!
      if (truths[row] !== yes || code < 0 || isListed[code] === 0 || days[row]! <= indexDay) continue
      const day = Number.isNaN(days[row]!) ? Infinity : days[row]!
      if (first >= 0 && day >= firstDay) continue
      first = row
      firstDay = day
    }
    if (first >= 0) {
      found[subject] = codes![first]!
      sources.add(file[first]!, rows[first]!)
    }
    sources.next()
  }
  return { codes: found, therapies: texts, sources: sources.finish() }
}
