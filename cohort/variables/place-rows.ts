import { wideFieldOf } from '../../protocol/schema/domains.js'
import type { MeasuredVariable } from '../../protocol/language/variables.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import type { DomainColumns } from '../input/subject-range.js'
import type { CandidateRows } from '../range/candidate-rows.js'
import type { OpenRange } from '../range/open-range.js'
import { maybe, no, yes } from '../truth-codes.js'
import { isInside, type TimeWindow } from './time-window.js'

/** The rows that may count for a variable, subject by subject, each in its window. */
export interface PlacedRows extends Pick<CandidateRows, 'starts' | 'rows'> {
  /** Whether each row counts, as truth codes. */
  readonly counts: Uint8Array
  /** The day that each row counts as; NaN for a day that is not known. */
  readonly days: Float64Array
  /** The day that distances count from, by subject; NaN where it is not known. */
  readonly anchors: Float64Array
}

/**
 * Places rows in a variable's window by the day in one of their fields. A row of a mapping without that field was taken
 * at baseline and counts as the index day; one whose day was not recorded counts as baseline, of no day, only where
 * the study sets no bounds; one whose day is held never does. Where rows are counted, one that says only that a
 * finding was not made is no finding, and one that does not tell it may be.
 */
export const placedRows = (
  open: OpenRange,
  definition: MeasuredVariable,
  field: string,
  window: TimeWindow,
  areCounted: boolean,
): PlacedRows => {
  const columns = open.domain(definition.from).known
  const candidates = open.candidates(definition.from, definition.where)
  const { starts, rows } = candidates
  const anchors = window.around === null ? open.indexDays : anchorDays(open, window.around)
  const { counts, days } =
    definition.from === 'subject'
      ? { counts: candidates.truths, days: new Float64Array(rows.length).fill(Number.NaN) }
      : inWindow(open, columns, candidates, field, window, anchors)
  const findings = areCounted ? findingTruths(columns, wideFieldOf(definition.from)) : null
  return { starts, rows, counts: findings === null ? counts : lesserOf(counts, rows, findings), days, anchors }
}

const anchorDays = (open: OpenRange, around: string): Float64Array => {
  const variable = open.variables.get(around)
  return variable?.days ?? new Float64Array(open.count).fill(Number.NaN)
}

const inWindow = (
  { indexDays }: OpenRange,
  { fields }: DomainColumns,
  { starts, rows, truths }: CandidateRows,
  field: string,
  window: TimeWindow,
  anchors: Float64Array,
): Pick<PlacedRows, 'counts' | 'days'> => {
  const own = fields[field]
  const date = fields['date']
  const ownDays = own?.days ?? null
  const ownStatus = own === undefined || ownDays === null ? null : own.status
  const dateDays = date?.days ?? null
  const dateStatus = date?.status ?? null
  const ofNoDay = isInside(window, Number.NaN)
  const counts = new Uint8Array(rows.length)
  const days = new Float64Array(rows.length)
  for (let subject = 0; subject + 1 < starts.length; subject += 1) {
    const anchor = anchors[subject]!
    const end = starts[subject + 1]!
    for (let at = starts[subject]!; at < end; at += 1) {
      const row = rows[at]!
      // A variable that is itself a day is placed by that day.
      const isOwn = ownStatus !== null && ownStatus[row] === rowStatus.value
      const status = isOwn ? rowStatus.value : dateStatus === null ? rowStatus.absent : dateStatus[row]!
      let day = isOwn ? ownDays![row]! : dateDays === null ? Number.NaN : dateDays[row]!
      let inside: number = ofNoDay
      if (day === day) inside = isInside(window, day - anchor)
      else if (status === rowStatus.absent) {
        day = indexDays[subject]!
        // Around the index day a baseline row lies at no distance, whether the day is known or not.
        inside = isInside(window, window.around === null ? 0 : day - anchor)
      } else if (window.byDefault && status !== rowStatus.held) inside = yes
      days[at] = day
      counts[at] = Math.min(truths[at]!, inside)
    }
  }
  return { counts, days }
}

const findingTruths = (columns: DomainColumns, wideField: string | null): Uint8Array | null => {
  const field = wideField === null ? undefined : columns.fields[wideField]
  if (field === undefined) return null
  const answers = new Uint8Array(Object.keys(rowStatus).length).fill(no)
  for (const status of [rowStatus.value, rowStatus.absent]) answers[status] = yes
  for (const status of [rowStatus.held, rowStatus.unknown]) answers[status] = maybe
  const truths = new Uint8Array(columns.count)
  for (let row = 0; row < truths.length; row += 1) truths[row] = answers[field.status[row]!]!
  return truths
}

const lesserOf = (counts: Uint8Array, rows: Int32Array, findings: Uint8Array): Uint8Array =>
  counts.map((count, at) => Math.min(count, findings[rows[at]!]!))
