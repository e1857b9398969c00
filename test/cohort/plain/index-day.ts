import type { Study } from '../../../protocol/language/study.js'
import { dated, dayOf, judgeRow, rowsOf, rowsWhere, type SubjectChart } from './subject-chart.js'

/**
 * The day that a subject's time starts: day 0 of a study of offsets, else the first or last day of the rows named; null where a
 * row whose day or code is held could give another one.
 */
export const findIndexDay = (study: Study, chart: SubjectChart): number | null => {
  if (study.index === 'day 0') return chart.calendar ? null : 0
  const { from, where, date, pick } = study.index
  const days = dated(chart, rowsWhere(chart, from, where), date).flatMap(({ day }) => (day === null ? [] : [day]))
  const found = pick === 'first' ? days[0] : days.at(-1)
  if (found === undefined) return null
  const mayBeOther = rowsOf(chart, from).some(row => {
    const held = [date, ...Object.keys(where ?? {})].filter(field => {
      const value = row.values[field]
      return value?.kind === 'missing' && value.reason === 'held'
    })
    if (held.length === 0 || judgeRow(chart, row, where) === 'false') return false
    const day = dayOf(chart, row.values[date])
    return day === null ? held.includes(date) : pick === 'first' ? day < found : day > found
  })
  return mayBeOther ? null : found
}
