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

/** How many subjects and events a cohort has. */
export interface CohortCounts {
  readonly subjectCounts: readonly SubjectCount[]
  readonly eventCounts: readonly EventCount[]
}

/** Counts the ranges of a cohort as they come. */
export interface CohortCounter {
  readonly add: (range: CohortRange) => void
  readonly counts: () => CohortCounts
}

/** Starts counting a cohort's subjects by site and status, and its events by site and endpoint. */
export const cohortCounter = (): CohortCounter => {
  const subjects = new Map<string, number[]>()
  const events = new Map<string, number[]>()
  let ids: readonly string[] = []
  return {
    add: range => {
      ids = range.endpoints.map(({ id }) => id)
      addSubjects(subjects, range)
      addEvents(events, range, ids.length)
    },
    counts: () => ({
      subjectCounts: positive(subjects).map(([site, at, count]) => ({ site, status: statuses[at]!, subjects: count })),
      eventCounts: positive(events).map(([site, at, count]) => ({ site, endpoint: ids[at]!, events: count })),
    }),
  }
}

type Counts = Map<string, number[]>

const addSubjects = (counts: Counts, { subjects, statuses: found }: CohortRange): void => {
  for (let subject = 0; subject < subjects.count; subject += 1) {
    const own = countsOf(counts, subjects.sites[subjects.site[subject]!]!, statuses.length)
    own[found[subject]!]! += 1
  }
}

const addEvents = (counts: Counts, range: CohortRange, width: number): void => {
  const { subjects, statuses: found, endpoints } = range
  endpoints.forEach(({ days, events }, endpoint) => {
    for (let subject = 0; subject < subjects.count; subject += 1) {
      if (found[subject] !== eligible || events[subject] !== 1 || days[subject]! < 0) continue
      countsOf(counts, subjects.sites[subjects.site[subject]!]!, width)[endpoint]! += 1
    }
  })
}

const positive = (counts: Counts): readonly (readonly [site: string, at: number, count: number])[] =>
  [...counts].flatMap(([site, own]) => own.flatMap((count, at) => (count === 0 ? [] : [[site, at, count] as const])))

const countsOf = (counts: Counts, site: string, width: number): number[] => {
  const known = counts.get(site)
  if (known !== undefined) return known
  const own = new Array<number>(width).fill(0)
  counts.set(site, own)
  return own
}
