import type { Study } from '../../../protocol/language/study.js'
import type { CohortSubject } from '../../../cohort/cohort.js'
import { codeOf, dated, rowsWhere, sourcesOf, type SubjectChart } from './subject-chart.js'

/** The first listed therapy after the index date among the rows that the study names; null where there is none. */
export const subsequentTherapy = (study: Study, chart: SubjectChart): CohortSubject['subsequent'] => {
  const { subsequent } = study
  if (subsequent === undefined) return null
  const listed = new Set(subsequent.therapies.map(({ id }) => id))
  const rows = rowsWhere(chart, subsequent.from, subsequent.where)
  for (const { row, day } of dated(chart, rows, 'date')) {
    const therapy = codeOf(row, subsequent.value)
    const before = day !== null && chart.indexDay !== null && day <= chart.indexDay
    if (!before && therapy !== null && listed.has(therapy)) return { therapy, sources: sourcesOf([row]) }
  }
  return null
}
