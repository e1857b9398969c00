import { statuses } from '../statuses.js'
import type { CohortRange } from './cohort-range.js'

/** How many subjects of a site stand how. */
export interface SubjectCount {
  readonly site: string
  readonly status: (typeof statuses)[number]
  readonly subjects: number
}

/** How many eligible subjects of a site had an endpoint's event. */
export interface EventCount {
  readonly site: string
  readonly endpoint: string
  readonly events: number
}

const eligible = statuses.indexOf('eligible')

/** Counts the subjects of all ranges by site and status. */
export const countSubjects = (ranges: readonly CohortRange[]): readonly SubjectCount[] => {
  const counts = new Map<string, number[]>()
  for (const { subjects, statuses: found } of ranges)
    for (let subject = 0; subject < subjects.count; subject += 1) {
      const own = countsOf(counts, subjects.sites[subjects.site[subject]!]!, statuses.length)
      own[found[subject]!]! += 1
    }
  return [...counts].flatMap(([site, own]) =>
    own.flatMap((subjects, status) => (subjects === 0 ? [] : [{ site, status: statuses[status]!, subjects }])),
  )
}

/** Counts the events of the eligible subjects of all ranges by site and endpoint. */
export const countEvents = (ranges: readonly CohortRange[]): readonly EventCount[] => {
  const counts = new Map<string, number[]>()
  const ids = ranges[0]?.endpoints.map(({ id }) => id) ?? []
  for (const { subjects, statuses: found, endpoints } of ranges)
    endpoints.forEach(({ days, events }, endpoint) => {
      for (let subject = 0; subject < subjects.count; subject += 1) {
        if (found[subject] !== eligible || events[subject] !== 1 || days[subject]! < 0) continue
        countsOf(counts, subjects.sites[subjects.site[subject]!]!, ids.length)[endpoint]! += 1
      }
    })
  return [...counts].flatMap(([site, own]) =>
    own.flatMap((events, at) => (events === 0 ? [] : [{ site, endpoint: ids[at]!, events }])),
  )
}

const countsOf = (counts: Map<string, number[]>, site: string, width: number): number[] => {
  const known = counts.get(site)
  if (known !== undefined) return known
  const own = new Array<number>(width).fill(0)
  counts.set(site, own)
  return own
}
