import type { Endpoint, EndpointSource } from '../protocol/endpoints.js'
import type { SharedRow } from '../harmonize/shared-row.js'
import type { TimeToEvent } from './cohort.js'
import { daysPerMonth } from './days.js'
import { dateOf, dated, dayOf, judgeRow, rowsWhere, sourcesOf, type SubjectChart } from './subject-chart.js'

/** The reason of a subject of whom nothing is known after the index date. */
export const noFollowUp = 'no follow-up after the index date'

/** The reason of a subject who is only met again after the data cut. */
export const followedBeyondCut = 'followed beyond the data cut'

interface Candidate {
  readonly source: EndpointSource
  readonly day: number
  readonly row: SharedRow
}

/**
 * Time to event: the earliest event on or after the index date wins over any censoring, else the latest censoring day
 * ends it. On one day the source that the study names first gives the reason. Of whom nothing is known until the data
 * cut but an event or contact after it, the cut is the censoring day. Null without an index date.
 */
export const deriveEndpoint = (id: string, endpoint: Endpoint, chart: SubjectChart): TimeToEvent | null => {
  const { indexDay } = chart
  if (indexDay === null) return null
  const events = candidates(endpoint.events, chart, indexDay)
  const contacts = candidates(endpoint.censoring, chart, indexDay)
  const later = events.length + contacts.length > 0 ? [] : candidatesBeyondCut(endpoint, chart)
  if (later.length > 0) return censoredAtCut(id, endpoint, chart, indexDay, later)
  const event = events.length > 0
  const day = event ? Math.min(...events.map(each => each.day)) : Math.max(indexDay, ...contacts.map(each => each.day))
  const onThatDay = (event ? events : contacts).filter(each => each.day === day)
  const source = onThatDay[0]?.source
  return {
    endpoint: id,
    ...timeBetween(endpoint, indexDay, day),
    event,
    reason: source?.reason ?? noFollowUp,
    date: dateOf(chart, day),
    sources: sourcesOf(onThatDay.filter(each => each.source === source).map(({ row }) => row)),
  }
}

const timeBetween = ({ unit }: Endpoint, indexDay: number, day: number): Pick<TimeToEvent, 'days' | 'time'> => {
  const days = day - indexDay
  return { days, time: unit === 'months' ? days / daysPerMonth : days }
}

const candidatesBeyondCut = ({ events, censoring }: Endpoint, chart: SubjectChart): readonly SharedRow[] => {
  const { cutDay, rows } = chart.beyondCut ?? { cutDay: Infinity, rows: [] }
  const meant = ({ from, where, date }: EndpointSource, row: SharedRow): boolean =>
    row.domain === from &&
    judgeRow(chart, row, where) === 'true' &&
    (dayOf(chart, row.values[date]) ?? -Infinity) > cutDay
  return rows.filter(row => [...events, ...censoring].some(source => meant(source, row)))
}

const censoredAtCut = (
  id: string,
  endpoint: Endpoint,
  chart: SubjectChart,
  indexDay: number,
  rows: readonly SharedRow[],
): TimeToEvent => {
  const day = Math.max(indexDay, chart.beyondCut?.cutDay ?? indexDay)
  return {
    endpoint: id,
    ...timeBetween(endpoint, indexDay, day),
    event: false,
    reason: followedBeyondCut,
    date: dateOf(chart, day),
    sources: sourcesOf(rows),
  }
}

const candidates = (sources: readonly EndpointSource[], chart: SubjectChart, indexDay: number): readonly Candidate[] =>
  sources.flatMap(source =>
    dated(chart, rowsWhere(chart, source.from, source.where), source.date).flatMap(({ row, day }) =>
      day === null || day < indexDay ? [] : [{ source, day, row }],
    ),
  )
