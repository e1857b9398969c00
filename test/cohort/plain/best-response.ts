import type { SharedRow } from '../../../harmonize/shared-row.js'
import type { BestResponse } from '../../../cohort/cohort.js'
import { codeOf, dated, rowsWhere, sourcesOf, type SubjectChart } from './subject-chart.js'

const ranking = ['cr', 'pr', 'sd', 'pd'] as const

/**
 * Best overall response on one target: the best of CR, PR, SD, PD from the index date until the first progression on
 * that target, which still counts; not evaluable without any. A row of a mapping without days counts as follow-up.
 */
export const bestResponse = (target: string, chart: SubjectChart): BestResponse => {
  const rows = rowsWhere(chart, 'response', { target: { is: target }, response: 'is known' })
  const withoutDays = rows.filter(row => row.values['date'] === undefined)
  const counted = [...withoutDays, ...untilProgression(followUp(rows, chart))]
  const codes = new Set(counted.map(responseOf))
  return { target, response: ranking.find(response => codes.has(response)) ?? 'ne', sources: sourcesOf(counted) }
}

const responseOf = (row: SharedRow): string | undefined => codeOf(row, 'response')?.toLowerCase()

const followUp = (rows: readonly SharedRow[], chart: SubjectChart): readonly SharedRow[] =>
  dated(chart, rows, 'date')
    .filter(({ day }) => day !== null && chart.indexDay !== null && day >= chart.indexDay)
    .map(({ row }) => row)

const untilProgression = (rows: readonly SharedRow[]): readonly SharedRow[] => {
  const first = rows.findIndex(row => responseOf(row) === 'pd')
  return first < 0 ? rows : rows.slice(0, first + 1)
}
