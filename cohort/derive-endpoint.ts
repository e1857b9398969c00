import type { Endpoint, EndpointSource } from '../protocol/endpoints.js'
import type { SharedRow } from '../harmonize/shared-row.js'
import type { TimeToEvent } from './cohort.js'
import { daysPerMonth } from './days.js'
import { dateOf, dated, rowsWhere, sourcesOf, type SubjectChart } from './subject-chart.js'

/** The reason of a subject of whom nothing is known after the index date. */
export const noFollowUp = 'no follow-up after the index date'

interface Candidate { readonly source: EndpointSource; readonly day: number; readonly row: SharedRow }

/**
 * Time to event: the earliest event on or after the index date wins over any censoring, else the latest censoring day ends it. On one
 * day the source that the study names first gives the reason. Null without an index date.
 */
export const deriveEndpoint = (id: string, endpoint: Endpoint, chart: SubjectChart): TimeToEvent | null => {
  const { indexDay } = chart
  if (indexDay === null) return null
  const events = candidates(endpoint.events, chart, indexDay)
  const first = Math.min(...events.map(({ day }) => day))
  if (events.length > 0) return ended(id, endpoint, chart, indexDay, true, events.filter(({ day }) => day === first))
  const contacts = candidates(endpoint.censoring, chart, indexDay)
  const last = Math.max(...contacts.map(({ day }) => day))
  if (contacts.length > 0) return ended(id, endpoint, chart, indexDay, false, contacts.filter(({ day }) => day === last))
  return { endpoint: id, days: 0, time: 0, event: false, reason: noFollowUp, date: dateOf(chart, indexDay), sources: [] }
}

const candidates = (sources: readonly EndpointSource[], chart: SubjectChart, indexDay: number): readonly Candidate[] =>
  sources.flatMap((source) =>
    dated(chart, rowsWhere(chart, source.from, source.where), source.date).flatMap(({ row, day }) =>
      day === null || day < indexDay ? [] : [{ source, day, row }]))

const ended = (
  id: string,
  endpoint: Endpoint,
  chart: SubjectChart,
  indexDay: number,
  event: boolean,
  deciding: readonly Candidate[],
): TimeToEvent => {
  const [first] = deciding
  const day = first?.day ?? indexDay
  const days = day - indexDay
  const rows = deciding.filter(({ source }) => source === first?.source).map(({ row }) => row)
  const time = endpoint.unit === 'months' ? days / daysPerMonth : days
  return { endpoint: id, days, time, event, reason: first?.source.reason ?? noFollowUp, date: dateOf(chart, day), sources: sourcesOf(rows) }
}
