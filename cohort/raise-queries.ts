import type { Study } from '../protocol/study.js'
import type { SharedRow } from '../harmonize/shared-row.js'
import type { CohortQuery, CohortSubject } from './cohort.js'
import {
  codeOf,
  dated,
  dayOf,
  distinctSources,
  rowsOf,
  rowsWhere,
  sourcesOf,
  type SubjectChart,
} from './subject-chart.js'

/** Questions to the site about one subject: what holds it, and what does not fit together in time. */
export const raiseQueries = (study: Study, chart: SubjectChart, subject: CohortSubject): readonly CohortQuery[] => {
  const queries = [...holding(subject), ...oddEvents(study, chart), ...deaths(chart)]
  return queries.map(query => ({ site: subject.site, displayId: subject.displayId, ...query }))
}

type Question = Omit<CohortQuery, 'site' | 'displayId'>

const holding = (subject: CohortSubject): readonly Question[] =>
  subject.status !== 'held'
    ? []
    : subject.reasons.map((reason): Question => {
        if (reason === 'held-record')
          return question(reason, 'the record is held until what was found in it is settled')
        if (reason === 'no-index-date') return question(reason, 'no row gives the index date')
        if (reason === 'no-arm') return question(reason, "the arm cannot be told, or neither arm's rule is met")
        return cannotTell(reason, subject)
      })

const cannotTell = (criterion: string, subject: CohortSubject): Question => {
  const verdict = subject.verdicts.find(each => each.criterion === criterion)
  const unknown = Object.keys(verdict?.values ?? {}).filter(name => subject.variables[name]?.value === null)
  const reasons = unknown.map(name => `${name} (${subject.variables[name]?.because ?? 'not known'})`)
  const sources = unknown.flatMap(name => subject.variables[name]?.sources ?? [])
  const because = reasons.length > 0 ? reasons.join(', ') : 'a value is only known as a limit'
  return { kind: 'cannot-tell', message: `${criterion} cannot be told: ${because}`, sources: distinctSources(sources) }
}

const question = (kind: string, message: string, rows: readonly SharedRow[] = []): Question => ({
  kind,
  message,
  sources: sourcesOf(rows),
})

const oddEvents = (study: Study, chart: SubjectChart): readonly Question[] => {
  const seen = new Set<string>()
  return Object.entries(study.endpoints).flatMap(([id, endpoint]) =>
    endpoint.events.flatMap(({ from, where, date }) =>
      rowsWhere(chart, from, where).flatMap((row): readonly Question[] => {
        const key = JSON.stringify([row.source, from, row.values])
        if (seen.has(key)) return []
        seen.add(key)
        return oddEvent(id, row, dayOf(chart, row.values[date]), chart)
      }),
    ),
  )
}

const oddEvent = (endpoint: string, row: SharedRow, day: number | null, chart: SubjectChart): readonly Question[] => {
  const message = (fault: string): string => `an event of ${endpoint} ${fault} and does not count`
  if (day === null) return [question('event-without-day', message('has no day'), [row])]
  if (chart.indexDay === null || day >= chart.indexDay) return []
  const kind = isDeath(row) ? 'death-before-index' : 'event-before-index'
  return [question(kind, message('is dated before the index date'), [row])]
}

const deathCodes = ['dead', 'death', 'died']

const isDeath = (row: SharedRow): boolean => {
  if (row.domain !== 'contact' && row.domain !== 'disposition') return false
  return deathCodes.includes(codeOf(row, row.domain === 'contact' ? 'status' : 'event') ?? '')
}

const laterKinds = [
  { domain: 'response', kind: 'scan-after-death', noun: 'a response' },
  { domain: 'tumour', kind: 'scan-after-death', noun: 'a lesion' },
  { domain: 'lab', kind: 'record-after-death', noun: 'a laboratory finding' },
  { domain: 'assessment', kind: 'record-after-death', noun: 'an assessment' },
  { domain: 'exposure', kind: 'record-after-death', noun: 'an exposure' },
  { domain: 'procedure', kind: 'record-after-death', noun: 'a procedure' },
  { domain: 'contact', kind: 'follow-up-after-death', noun: 'a contact' },
] as const

const deaths = (chart: SubjectChart): readonly Question[] => {
  const rows = [...rowsOf(chart, 'contact'), ...rowsOf(chart, 'disposition')].filter(isDeath)
  const days = dated(chart, rows, 'date').flatMap(({ day }) => (day === null ? [] : [day]))
  const [death] = days
  if (death === undefined) return []
  const differing = new Set(days).size > 1 ? [question('deaths-differ', 'deaths with different days', rows)] : []
  return [
    ...differing,
    ...laterKinds.flatMap(({ domain, kind, noun }) => {
      const later = rowsOf(chart, domain).filter(
        row => !isDeath(row) && (dayOf(chart, row.values['date']) ?? death) > death,
      )
      return later.length === 0 ? [] : [question(kind, `${noun} is dated after death`, later)]
    }),
  ]
}
