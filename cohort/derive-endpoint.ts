import type { Endpoint, EndpointSource } from '../protocol/endpoints.js'
import type { SharedRow } from '../harmonize/shared-row.js'
import type { TimeToEvent } from './cohort.js'
import { daysPerMonth } from './days.js'
import { dateOf, dated, rowsWhere, sourcesOf, type SubjectChart } from './subject-chart.js'

/** The reason of a subject of whom nothing is known after the index date. */
export const noFollowUp = 'no follow-up after the index date'

interface Candidate { readonly source: EndpointSource; readonly day: number; readonly row: SharedRow }

/**
 * Time to event: the earliest event on or after the index date wins over any censoring, else the latest censoring day
 * ends it. On one day the source that the study names first gives the reason. Null without an index date.
 */
export const deriveEndpoint = (id: string, endpoint: Endpoint, chart: SubjectChart): TimeToEvent | null => {
  const { indexDay } = chart
  if (indexDay === null) return null
  const events = candidates(endpoint.events, chart, indexDay)
  const contacts = candidates(endpoint.censoring, chart, indexDay)
  const event = events.length > 0
  const day = event
    ? Math.min(...events.map((each) => each.day))
    : Math.max(indexDay, ...contacts.map((each) => each.day))
  const onThatDay = (event ? events : contacts).filter((each) => each.day === day)
  const source = onThatDay[0]?.source
  const days = day - indexDay
  return {
    endpoint: id,
    days,
    time: endpoint.unit === 'months' ? days / daysPerMonth : days,
    event,
    reason: source?.reason ?? noFollowUp,
    date: dateOf(chart, day),
    sources: sourcesOf(onThatDay.filter((each) => each.source === source).map(({ row }) => row)),
  }
}

const candidates = (
  sources: readonly EndpointSource[],
  chart: SubjectChart,
  indexDay: number,
): readonly Candidate[] =>
  sources.flatMap((source) =>
    dated(chart, rowsWhere(chart, source.from, source.where), source.date).flatMap(({ row, day }) =>
      day === null || day < indexDay ? [] : [{ source, day, row }]))
