import { hadByNobody } from '../../protocol/facts/nobody-had.js'
import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { pickOf, valueField } from '../../protocol/facts/variable-facts.js'
import type { MeasuredVariable } from '../../protocol/language/variables.js'
import { wideFieldOf } from '../../protocol/schema/domains.js'
import { type Told, told } from '../../words/told.js'
import { relationCode } from '../../protocol/schema/relations.js'
import type { DomainColumns } from '../input/subject-range.js'
import type { OpenRange } from '../range/open-range.js'
import { firstHeld, saysHeld } from '../range/places.js'
import { maybe, yes } from '../truth-codes.js'
import { deriveAge } from './derive-age.js'
import { readingsOfDays, reasonsOfDay } from './of-day.js'
import { valuePicker } from './pick-value.js'
import { placedRows, type PlacedRows } from './place-rows.js'
import { rowReader, type RowReader } from './read-row.js'
import { windowOf } from './time-window.js'
import { valueKind, valueWriter, type ValueColumn, type ValueWriter } from './value-column.js'

/** Compiles a variable that is measured from one domain: the rows that meet its conditions in its window, and the pick among them. */
export const compileMeasured = (
  study: CohortPlan,
  definition: MeasuredVariable,
): ((open: OpenRange) => ValueColumn) => {
  const { from, value, ofDay } = definition
  if (from === 'subject' && value === 'age') return deriveAge
  const pick = pickOf(definition)
  const window = windowOf(definition)
  const field = valueField(definition) ?? 'date'
  const reasons = ofDay === undefined ? [] : reasonsOfDay(ofDay)
  if (pick === 'any' || pick === 'count') {
    return open => countRows(open, definition, pick, placedRows(open, definition, field, window, true))
  }
  return open => {
    const columns = open.domain(from).known
    const placed = placedRows(open, definition, field, window, false)
    const reader = rowReader(study, definition, field, columns, open)
    const read = reader.read(placed)
    const readings = ofDay === undefined ? read : readingsOfDays(ofDay, read)
    const { starts } = readings
    const { mapping } = open.range.subjects
    let ofMapping = 0
    const writer = valueWriter(open)
    const unitOf = (row: number): Told | null => reader.unit(row, ofMapping)
    const takeValue = valuePicker(pick, readings, columns, placed.anchors, unitOf, writer, reasons)
    const absence = absenceIn(open, definition, placed)
    for (let subject = 0; subject < open.count; subject += 1) {
      ofMapping = mapping[subject]!
      const start = starts[subject]!
      const end = starts[subject + 1]!
      if (end > start) takeValue(start, end, subject)
      else notKnown(columns, placed, reader, ofMapping, subject, absence, writer)
    }
    return writer.finish(reader.texts)
  }
}

const noRows = new Int32Array(0)

/** The rows of a subject that certainly count, or that may. */
const rowsThat = ({ starts, rows, counts }: PlacedRows, count: number, subject: number): Int32Array => {
  const to = starts[subject + 1]!
  let from = starts[subject]!
  while (from < to && counts[from] !== count) from += 1
  return from === to ? noRows : rows.subarray(from, to).filter((_, at) => counts[from + at] === count)
}

const addRows = ({ file, row }: DomainColumns, rows: Int32Array, writer: ValueWriter): void => {
  for (const at of rows) writer.sources.add(file[at]!, row[at]!)
}

const notKnown = (
  columns: DomainColumns,
  placed: PlacedRows,
  reader: RowReader,
  mapping: number,
  subject: number,
  absence: (subject: number) => Told,
  writer: ValueWriter,
): void => {
  const certain = rowsThat(placed, yes, subject)
  let last: Told | undefined
  let lastHeld: Told | undefined
  for (const row of certain) {
    last = reader.because(row, mapping)
    if (saysHeld(last)) lastHeld = last
  }
  const ofNone = absence(subject)
  // What was recorded and is held comes before what was not recorded.
  const because = lastHeld ?? (saysHeld(ofNone) ? undefined : last)
  addRows(columns, because === undefined ? rowsThat(placed, maybe, subject) : certain, writer)
  writer.unknown(because ?? ofNone)
}

/** Why no row decides, by subject. */
const absenceIn = (
  open: OpenRange,
  { from, where }: MeasuredVariable,
  placed: PlacedRows,
): ((subject: number) => Told) => {
  const { mapping, mappings } = open.range.subjects
  const columns = open.domain(from).known
  const fields = [...Object.keys(where ?? {}), 'date', wideFieldOf(from) ?? '']
  const none = mappings.map(({ delivered, nobody }) => {
    if (hadByNobody(nobody, from, where)) return told`nobody of the site had it, as its mapping says`
    return delivered.has(from) ? told`no row of ${from} fits` : told`the site does not deliver ${from}`
  })
  return subject => {
    const rows = Array.from(rowsThat(placed, maybe, subject), row => ({ name: from, columns, row }))
    if (rows.length === 0) return none[mapping[subject]!]!
    const held = firstHeld(open.range, rows, fields)
    const because = held === null ? told`but its day or a code in it is not known` : told`but a part of it is ${held}`
    return told`a row of ${from} may count, ${because}`
  }
}

const countRows = (
  open: OpenRange,
  definition: MeasuredVariable,
  pick: 'any' | 'count',
  placed: PlacedRows,
): ValueColumn => {
  const { mapping, mappings } = open.range.subjects
  const { starts, rows, counts } = placed
  const columns = open.domain(definition.from).known
  const writer = valueWriter(open)
  const absence = absenceIn(open, definition, placed)
  const { from, where } = definition
  const isNone = Uint8Array.from(mappings, each =>
    Number(each.delivered.has(from) || hadByNobody(each.nobody, from, where)),
  )
  for (let subject = 0; subject < open.count; subject += 1) {
    let total = 0
    let mayBeMore = false
    for (let at = starts[subject]!; at < starts[subject + 1]!; at += 1) {
      if (counts[at] === maybe) mayBeMore = true
      if (counts[at] !== yes) continue
      total += 1
      writer.sources.add(columns.file[rows[at]!]!, columns.row[rows[at]!]!)
    }
    if (pick === 'count' && (total > 0 || mayBeMore || isNone[mapping[subject]!] === 1)) {
      writer.known(valueKind.number, total, mayBeMore ? atLeast : 0, null, Number.NaN)
    } else if (total > 0 || (!mayBeMore && isNone[mapping[subject]!] === 1)) {
      writer.known(valueKind.truth, Number(total > 0), 0, null, Number.NaN)
    } else {
      addRows(columns, rowsThat(placed, maybe, subject), writer)
      writer.unknown(absence(subject))
    }
  }
  return writer.finish()
}

const atLeast = relationCode('>=')
