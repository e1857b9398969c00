import type { Study } from '../../../protocol/language/study.js'
import { dated, rowsWhere, type SubjectChart } from './subject-chart.js'

/** The day that a subject's time starts: day 0 of a study of offsets, else the first or last day of the rows named. */
export const findIndexDay = (study: Study, chart: SubjectChart): number | null => {
  if (study.index === 'day 0') return chart.calendar ? null : 0
  const { from, where, date, pick } = study.index
  const days = dated(chart, rowsWhere(chart, from, where), date).flatMap(({ day }) => (day === null ? [] : [day]))
  return (pick === 'first' ? days[0] : days.at(-1)) ?? null
}
