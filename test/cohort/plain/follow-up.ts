import type { Endpoint, EndpointSource } from '../../../protocol/language/endpoints.js'
import type { Study } from '../../../protocol/language/study.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import { isDeath } from './death.js'
import { isHeldField } from './place-words.js'
import { dated, judgeRow, rowsOf, rowsWhere, type SubjectChart } from './subject-chart.js'

/** Why a subject's follow-up cannot be believed: the ids of the reasons by which it is held. */
export type FollowUpFault = 'death-before-index' | 'event-before-index' | 'follow-up-before-index' | 'follow-up-held'

/** A row of an endpoint that makes its follow-up doubtful, with the field that holds its day. */
export interface DoubtfulRow {
  readonly fault: FollowUpFault
  readonly endpoint: string
  /** Whether it would be an event of the endpoint rather than a censoring. */
  readonly event: boolean
  readonly row: SharedRow
  readonly field: string
}

/** A row of one of an endpoint's sources on its day. */
export interface Candidate {
  readonly source: EndpointSource
  readonly day: number
  readonly row: SharedRow
}

/** The dated rows of an endpoint's sources, those of the source named first before the others. */
export const candidatesOf = (sources: readonly EndpointSource[], chart: SubjectChart): readonly Candidate[] =>
  sources.flatMap(source =>
    dated(chart, rowsWhere(chart, source.from, source.where), source.date).flatMap(({ row, day }) =>
      day === null ? [] : [{ source, day, row }],
    ),
  )

/**
 * What makes a subject's follow-up doubtful, endpoint by endpoint. A death before the index date always does, as does any
 * other event of a contact or the disposition, which ends what the endpoint waits for: one of the two days is wrong. Any other row
 * before the index date does where nothing later decides the endpoint, as does one that is held: taken as it
 * stands, the subject would be censored on day 0 although something else was recorded.
 */
export const doubtfulFollowUp = (study: Study, chart: SubjectChart): readonly DoubtfulRow[] =>
  Object.entries(study.endpoints).flatMap(([id, endpoint]) => doubtfulRows(id, endpoint, chart))

const doubtfulRows = (id: string, endpoint: Endpoint, chart: SubjectChart): readonly DoubtfulRow[] => {
  const { indexDay } = chart
  if (indexDay === null) return []
  const all = candidatesOf([...endpoint.events, ...endpoint.censoring], chart)
  const before = all.filter(({ day }) => day < indexDay)
  const doubt = (fault: FollowUpFault, { source, row }: Pick<Candidate, 'source' | 'row'>): DoubtfulRow => ({
    fault,
    endpoint: id,
    event: endpoint.events.includes(source),
    row,
    field: source.date,
  })
  const ended = before.filter(({ row, source }) => isDeath(row) || (isFinal(row) && endpoint.events.includes(source)))
  if (ended.length > 0) {
    return ended.map(each => doubt(isDeath(each.row) ? 'death-before-index' : 'event-before-index', each))
  }
  if (all.length > before.length || beyondCut(endpoint, chart).length > 0) return []
  const lastDay = Math.max(...before.map(({ day }) => day))
  const last = before.filter(({ day }) => day === lastDay).map(each => doubt('follow-up-before-index', each))
  return [...last, ...heldSources(endpoint, chart).map(each => doubt('follow-up-held', each))]
}

// A finding such as a progression may come again; what ends a contact or the study does not.
const isFinal = ({ domain }: SharedRow): boolean => domain === 'contact' || domain === 'disposition'

const heldSources = (
  { events, censoring }: Endpoint,
  chart: SubjectChart,
): readonly Pick<Candidate, 'source' | 'row'>[] =>
  [...events, ...censoring].flatMap(source =>
    rowsOf(chart, source.from)
      .filter(row => judgeRow(chart, row, source.where) !== 'false' && isHeldField(row, source.date))
      .map(row => ({ source, row })),
  )

/** The rows of an endpoint's sources with a day after the data cut: they tell only that the subject was followed until then. */
export const beyondCut = ({ events, censoring }: Endpoint, chart: SubjectChart): readonly SharedRow[] => {
  const { cutDay, rows } = chart.beyondCut ?? { cutDay: Infinity, rows: [] }
  const meant = ({ from, where, date }: EndpointSource, row: SharedRow): boolean =>
    row.domain === from &&
    judgeRow(chart, row, where) === 'true' &&
    dated(chart, [row], date).some(({ day }) => day !== null && day > cutDay)
  return rows.filter(row => [...events, ...censoring].some(source => meant(source, row)))
}
