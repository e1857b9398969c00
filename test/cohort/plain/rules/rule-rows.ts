import type { RuleDay, RuleRows } from '../../../../protocol/language/rules.js'
import { domainNames, fieldsOf } from '../../../../protocol/schema/domains.js'
import type { SharedRow } from '../../../../harmonize/shared-row.js'
import { dayNumber } from '../days.js'
import { isDeath } from '../death.js'
import { codeOf, dayOf, rowsOf, rowsWhere, type SubjectChart } from '../subject-chart.js'
import { isoDate } from '../../../../protocol/schema/iso-date.js'

/** A row that a rule is about, by the field that has its day. */
export interface Meant {
  readonly row: SharedRow
  readonly field: string
}

/** A day, between its first and last possible. */
export interface Bounds {
  readonly day: number
  readonly first: number
  readonly last: number
}

/** The rows that a rule is about. */
export const meantBy = (chart: SubjectChart, rows: RuleRows): readonly Meant[] => {
  if (rows === 'deaths') {
    return [...rowsOf(chart, 'contact'), ...rowsOf(chart, 'disposition')]
      .filter(isDeath)
      .map(row => ({ row, field: 'date' }))
  }
  if (rows === 'every day') {
    if (!chart.calendar) return []
    return domainNames.flatMap(domain =>
      Object.entries(fieldsOf(domain)).flatMap(([field, kind]) =>
        kind === 'date' && field !== 'birthDate' ? rowsOf(chart, domain).map(row => ({ row, field })) : [],
      ),
    )
  }
  const all = [rows.from]
    .flat()
    .flatMap(domain => rowsWhere(chart, domain, rows.where).map(row => ({ row, field: rows.date })))
  const picked = rows.pick === undefined ? undefined : pickedOf(chart, all, rows.pick)
  return rows.pick === undefined ? all : picked === undefined ? [] : [picked]
}

const pickedOf = (chart: SubjectChart, all: readonly Meant[], pick: 'first' | 'last'): Meant | undefined => {
  const sign = pick === 'first' ? 1 : -1
  return all
    .filter(meant => boundsOf(chart, meant) !== null)
    .toSorted((one, other) => sign * (boundsOf(chart, one)!.day - boundsOf(chart, other)!.day))[0]
}

/** The day of a row's field; null where it has none. */
export const boundsOf = (chart: SubjectChart, { row, field }: Meant): Bounds | null => {
  const value = row.values[field]
  const day = dayOf(chart, value)
  if (day === null || value?.kind !== 'day') return null
  if (value.date === null || !chart.calendar || value.precision === 'day') return { day, first: day, last: day }
  const [year, month] = [Number(value.date.slice(0, 4)), Number(value.date.slice(5, 7))]
  const from = value.precision === 'year' ? 1 : month
  const until = value.precision === 'year' ? 12 : month
  return { day, first: monthStart(year, from), last: monthStart(year + Number(until === 12), (until % 12) + 1) - 1 }
}

const monthStart = (year: number, month: number): number =>
  dayNumber(isoDate(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`))

/** The day that a row is compared with; null where it is not known. */
export const comparedWith = (chart: SubjectChart, day: RuleDay, meant: Meant, same?: string): Bounds | null => {
  if (day === 'index date') {
    const { indexDay } = chart
    return indexDay === null ? null : { day: indexDay, first: indexDay, last: indexDay }
  }
  if (day === 'birth') {
    const births = rowsOf(chart, 'subject').map(row => ({ row, field: 'birthDate' }))
    return chart.calendar ? dayOfPicked(chart, births, 'first') : null
  }
  if (day === 'death') return dayOfPicked(chart, meantBy(chart, 'deaths'), 'first')
  if ('field' in day) return boundsOf(chart, { row: meant.row, field: day.field })
  const { pick = 'first', ...rows } = day
  const all = meantBy(chart, rows)
  if (same === undefined) return dayOfPicked(chart, all, pick)
  const code = codeOf(meant.row, same)
  const alike = all.filter(({ row }) => codeOf(row, same) === code)
  return code === null ? null : dayOfPicked(chart, alike, pick)
}

const dayOfPicked = (chart: SubjectChart, all: readonly Meant[], pick: 'first' | 'last'): Bounds | null => {
  const picked = pickedOf(chart, all, pick)
  return picked === undefined ? null : boundsOf(chart, picked)
}
