import type { Endpoint } from '../../../protocol/language/endpoints.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import type { TimeToEvent } from '../../../cohort/cohort.js'
import { daysPerMonth } from './days.js'
import { beyondCut, candidatesOf } from './follow-up.js'
import { dateOf, sourcesOf, type SubjectChart } from './subject-chart.js'

/** The reason of a subject of whom nothing is known after the index date. */
export const noFollowUp = 'no follow-up after the index date'

/** The reason of a subject who is only met again after the data cut. */
export const followedBeyondCut = 'followed beyond the data cut'

/**
 * Time to event: the earliest event on or after the index date wins over any censoring, else the latest censoring day
 * ends it. On one day the source that the study names first gives the reason. Of whom nothing is known until the data
 * cut but an event or contact after it, the cut is the censoring day. Null without an index date.
 */
export const deriveEndpoint = (id: string, endpoint: Endpoint, chart: SubjectChart): TimeToEvent | null => {
  const { indexDay } = chart
  if (indexDay === null) return null
  const events = candidatesOf(endpoint.events, chart).filter(({ day }) => day >= indexDay)
  const contacts = candidatesOf(endpoint.censoring, chart).filter(({ day }) => day >= indexDay)
  const later = events.length + contacts.length > 0 ? [] : beyondCut(endpoint, chart)
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
