import type { Study } from '../../../protocol/language/study.js'
import { distanceInDays } from '../../../protocol/facts/variable-facts.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import type { WorstGrade } from '../../../cohort/cohort.js'
import { dayOf, rowsWhere, sourcesOf, type SubjectChart } from './subject-chart.js'

type Safety = NonNullable<Study['safety']>

/**
 * The worst grade in one category of adverse events, from the index date until so long after the last exposure as the
 * study says. An event whose day is not known counts, and an exposure that has not ended keeps the window open: safety
 * leans to counting. Null without an event.
 */
export const worstGrade = (category: string, safety: Safety, chart: SubjectChart): WorstGrade | null => {
  const until = lastDay(safety, chart)
  const graded = rowsWhere(chart, 'adverseEvent', { category: { is: category } })
    .filter(row => isEmergent(dayOf(chart, row.values['date']), chart.indexDay, until))
    .map(row => ({ row, grade: gradeOf(row) }))
    .filter(({ grade }) => grade > 0)
  if (graded.length === 0) return null
  const grade = Math.max(...graded.map(each => each.grade))
  return { category, grade, sources: sourcesOf(graded.filter(each => each.grade === grade).map(({ row }) => row)) }
}

const gradeOf = (row: SharedRow): number => {
  const value = row.values['grade']
  if (value?.kind === 'number') return value.number
  return value?.kind === 'code' && /^\d+$/.test(value.code) ? Number(value.code) : 0
}

const isEmergent = (day: number | null, from: number | null, until: number): boolean =>
  day === null || from === null || (day >= from && day <= until)

const lastDay = ({ until }: Safety, chart: SubjectChart): number => {
  if (until === undefined) return Infinity
  const days = rowsWhere(chart, 'exposure', until.exposure).map(row => endOfExposure(row, chart))
  const after = distanceInDays(until.after)
  return days.length === 0 || after === null ? Infinity : Math.max(...days) + after
}

const endOfExposure = (row: SharedRow, chart: SubjectChart): number => {
  const end = row.values['endDate']
  const hasNoEnd = end === undefined || (end.kind === 'missing' && end.reason === 'not applicable')
  return dayOf(chart, hasNoEnd ? row.values['date'] : end) ?? Infinity
}
