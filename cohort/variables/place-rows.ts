import { wideFieldOf } from '../../protocol/schema/domains.js'
import type { MeasuredVariable } from '../../protocol/language/variables.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import type { DomainColumns } from '../input/subject-range.js'
import type { OpenRange } from '../range/open-range.js'
import { daysOf, mostRows } from '../range/rows.js'
import { maybe, no, yes } from '../truth-codes.js'
import { isInside, type TimeWindow } from './time-window.js'

/** The rows of one subject at a time that certainly count for a variable, and those that may. */
export interface PlacedRows {
  /** Places the rows of a subject. */
  readonly place: (subject: number) => void
  readonly certain: () => number
  readonly possible: () => number
  readonly certainRows: Int32Array
  /** The day that each certain row counts as; NaN for a day that is not known. */
  readonly certainDays: Float64Array
  readonly possibleRows: Int32Array
  /** The day that distances count from; NaN where it is not known. */
  readonly anchor: () => number
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
  counts: boolean,
): PlacedRows => {
  const columns = open.domain(definition.from).known
  const { starts, rows, truths } = open.candidates(definition.from, definition.where)
  const anchors = window.around === null ? open.indexDays : anchorDays(open, window.around)
  const insideOf = definition.from === 'subject' ? null : placer(open, columns, field, window, anchors)
  const findings = counts ? findingTruths(columns, wideFieldOf(definition.from)) : null
  const most = mostRows(columns)
  const certainRows = new Int32Array(most)
  const certainDays = new Float64Array(most)
  const possibleRows = new Int32Array(most)
  let certain = 0
  let possible = 0
  let anchor = Number.NaN

  const place = (subject: number): void => {
    certain = 0
    possible = 0
    anchor = anchors[subject]!
    const end = starts[subject + 1]!
    for (let at = starts[subject]!; at < end; at += 1) {
      const row = rows[at]!
      let inside = truths[at]!
      let day = Number.NaN
      if (insideOf !== null) {
        inside = Math.min(inside, insideOf.inside(subject, row))
        day = insideOf.day()
      }
      if (findings !== null) inside = Math.min(inside, findings[row]!)
      if (inside === yes) {
        certainRows[certain] = row
        certainDays[certain] = day
        certain += 1
      } else if (inside === maybe) {
        possibleRows[possible] = row
        possible += 1
      }
    }
  }
  return {
    place,
    certain: () => certain,
    possible: () => possible,
    certainRows,
    certainDays,
    possibleRows,
    anchor: () => anchor,
  }
}

const anchorDays = (open: OpenRange, around: string): Float64Array => {
  const variable = open.variables.get(around)
  return variable?.days ?? new Float64Array(open.count).fill(Number.NaN)
}

interface Placer {
  readonly inside: (subject: number, row: number) => number
  readonly day: () => number
}

const placer = (
  open: OpenRange,
  columns: DomainColumns,
  field: string,
  window: TimeWindow,
  anchors: Float64Array,
): Placer => {
  const { indexDays } = open
  const own = columns.fields[field]
  const ownDays = own?.days ?? null
  const date = columns.fields['date']
  const dateDays = daysOf(columns, 'date')
  // Around the index day a baseline row lies at no distance, whether the day is known or not.
  const ofBaseline = (subject: number): number => (window.around === null ? 0 : indexDays[subject]! - anchors[subject]!)
  let day = Number.NaN

  const placedBy = (subject: number, status: number, found: number): number => {
    day = found
    if (!Number.isNaN(found)) return isInside(window, found - anchors[subject]!)
    if (status === rowStatus.absent) {
      day = indexDays[subject]!
      return isInside(window, ofBaseline(subject))
    }
    if (window.byDefault && status !== rowStatus.held) return yes
    return isInside(window, Number.NaN)
  }

  return {
    // A variable that is itself a day is placed by that day.
    inside: (subject, row) => {
      if (own !== undefined && ownDays !== null && own.status[row] === rowStatus.value) {
        return placedBy(subject, rowStatus.value, ownDays[row]!)
      }
      return placedBy(subject, date === undefined ? rowStatus.absent : date.status[row]!, dateDays[row]!)
    },
    day: () => day,
  }
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
