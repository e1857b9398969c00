import type { PlannedEndpoint } from '../../protocol/facts/study-plan.js'
import type { EndpointSource } from '../../protocol/language/endpoints.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import type { DomainColumns } from '../input/subject-range.js'
import type { OpenRange } from '../range/open-range.js'
import { daysOf } from '../range/rows.js'
import { yes } from '../truth-codes.js'
import { deathRows } from './death-rows.js'

/** The rows of one source of an endpoint. */
export interface SourceRows {
  readonly source: EndpointSource
  readonly name: DomainName
  readonly event: boolean
  readonly columns: DomainColumns
  readonly truths: Uint8Array
  /** The day that counts, by row; NaN where it is not known. */
  readonly days: Float64Array
  /** Marks deaths; null in a domain that says nothing of death. */
  readonly deaths: Uint8Array | null
  /** A finding such as a progression may come again; what ends a contact or the study does not. */
  readonly isFinal: boolean
}

/** The sources of an endpoint in a range, events first. */
export const endpointRows = (open: OpenRange, { events, censoring }: PlannedEndpoint): readonly SourceRows[] => [
  ...events.map(source => sourceRows(open, source, true)),
  ...censoring.map(source => sourceRows(open, source, events.includes(source))),
]

const sourceRows = (open: OpenRange, source: EndpointSource, event: boolean): SourceRows => {
  const { from, where, date } = source
  const columns = open.domain(from).known
  const isFinal = from === 'contact' || from === 'disposition'
  return {
    source,
    name: from,
    event,
    columns,
    truths: open.truths(from, where),
    days: daysOf(columns, date),
    deaths: isFinal ? deathRows(open, from) : null,
    isFinal,
  }
}

/** Looks, for one subject, at the rows of an endpoint with a day after the data cut: they tell only that it was followed until then. */
export const beyondCut = (
  open: OpenRange,
  { events, censoring }: PlannedEndpoint,
): ((subject: number, found: (columns: DomainColumns, row: number) => void) => void) => {
  const { cutDay } = open
  const later = [...events, ...censoring].flatMap(({ from, where, date }) => {
    const { received, later: marks } = open.domain(from)
    if (marks === null) return []
    return [{ received, marks, truths: open.receivedTruths(from, where), days: daysOf(received, date) }]
  })
  return (subject, found) => {
    if (cutDay === null) return
    for (const { received, marks, truths, days } of later) {
      const end = received.starts[subject + 1]!
      for (let row = received.starts[subject]!; row < end; row += 1) {
        if (marks[row] === 1 && truths[row] === yes && days[row]! > cutDay) found(received, row)
      }
    }
  }
}
