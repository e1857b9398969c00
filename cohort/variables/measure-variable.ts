import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { pickOf, valueField } from '../../protocol/facts/variable-facts.js'
import type { MeasuredVariable } from '../../protocol/language/variables.js'
import { wideFieldOf } from '../../protocol/schema/domains.js'
import { type Told, told } from '../../words/told.js'
import { relationCode } from '../../protocol/schema/relations.js'
import type { OpenRange } from '../range/open-range.js'
import { firstHeld, saysHeld } from '../range/places.js'
import { mostRows } from '../range/rows.js'
import { deriveAge } from './derive-age.js'
import { readingsOf, valuePicker } from './pick-value.js'
import { placedRows, type PlacedRows } from './place-rows.js'
import { rowReader, type RowReader } from './read-row.js'
import { windowOf } from './time-window.js'
import { valueKind, valueWriter, type ValueColumn, type ValueWriter } from './value-column.js'

/** Compiles a variable that is measured from one domain: the rows that meet its conditions in its window, and the pick among them. */
export const compileMeasured = (
  study: CohortPlan,
  definition: MeasuredVariable,
): ((open: OpenRange) => ValueColumn) => {
  const { from, value } = definition
  if (from === 'subject' && value === 'age') return deriveAge
  const pick = pickOf(definition)
  const window = windowOf(definition)
  const field = valueField(definition) ?? 'date'
  if (pick === 'any' || pick === 'count') {
    return open => countRows(open, definition, pick, placedRows(open, definition, field, window, true))
  }
  return open => {
    const columns = open.domain(from).known
    const placed = placedRows(open, definition, field, window, false)
    const reader = rowReader(study, definition, field, columns, open)
    const absence = absenceIn(open, definition, placed)
    const readings = readingsOf(mostRows(columns))
    const writer = valueWriter(open)
    const { mapping } = open.range.subjects
    let ofMapping = 0
    const unitOf = (row: number): Told | null => reader.unit(row, ofMapping)
    const takeValue = valuePicker(pick, readings, columns, unitOf, writer)
    const add = addingOf(columns, writer)
    for (let subject = 0; subject < open.count; subject += 1) {
      placed.place(subject)
      ofMapping = mapping[subject]!
      readings.count = 0
      for (let at = 0; at < placed.certain(); at += 1) {
        const row = placed.certainRows[at]!
        if (!reader.read(row)) continue
        const place = readings.count
        readings.rows[place] = row
        readings.days[place] = placed.certainDays[at]!
        readings.kinds[place] = reader.kind()
        readings.numbers[place] = reader.number()
        readings.relations[place] = reader.relation()
        readings.count += 1
      }
      if (readings.count > 0) takeValue(placed.anchor())
      else notKnown(placed, reader, ofMapping, absence(subject), add, writer)
    }
    return writer.finish(reader.texts)
  }
}

type Adding = (rows: Int32Array, count: number) => void

const addingOf =
  ({ file, row }: { readonly file: Int32Array; readonly row: Int32Array }, writer: ValueWriter): Adding =>
  (rows, count) => {
    for (let at = 0; at < count; at += 1) writer.sources.add(file[rows[at]!]!, row[rows[at]!]!)
  }

const notKnown = (
  placed: PlacedRows,
  reader: RowReader,
  mapping: number,
  absence: Told,
  add: Adding,
  writer: ValueWriter,
): void => {
  let last: Told | undefined
  let lastHeld: Told | undefined
  for (let at = 0; at < placed.certain(); at += 1) {
    last = reader.because(placed.certainRows[at]!, mapping)
    if (saysHeld(last)) lastHeld = last
  }
  // What was recorded and is held comes before what was not recorded.
  const because = lastHeld ?? (saysHeld(absence) ? undefined : last)
  if (because === undefined) add(placed.possibleRows, placed.possible())
  else add(placed.certainRows, placed.certain())
  writer.unknown(because ?? absence)
}

/** Why no row decides, by subject, once its rows are placed. */
const absenceIn = (
  open: OpenRange,
  { from, where }: MeasuredVariable,
  placed: PlacedRows,
): ((subject: number) => Told) => {
  const { mapping, mappings } = open.range.subjects
  const columns = open.domain(from).known
  const fields = [...Object.keys(where ?? {}), 'date', wideFieldOf(from) ?? '']
  const none = mappings.map(({ delivered }) =>
    delivered.has(from) ? told`no row of ${from} fits` : told`the site does not deliver ${from}`,
  )
  return subject => {
    if (placed.possible() === 0) return none[mapping[subject]!]!
    const rows = Array.from(placed.possibleRows.subarray(0, placed.possible()), row => ({ name: from, columns, row }))
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
  const writer = valueWriter(open)
  const absence = absenceIn(open, definition, placed)
  const add = addingOf(open.domain(definition.from).known, writer)
  const delivered = Uint8Array.from(mappings, each => Number(each.delivered.has(definition.from)))
  for (let subject = 0; subject < open.count; subject += 1) {
    placed.place(subject)
    const total = placed.certain()
    const mayBeMore = placed.possible() > 0
    if (total === 0 && !mayBeMore && delivered[mapping[subject]!] === 0) {
      writer.unknown(absence(subject))
    } else if (pick === 'count') {
      add(placed.certainRows, total)
      writer.known(valueKind.number, total, mayBeMore ? atLeast : 0, null, Number.NaN)
    } else if (total > 0 || !mayBeMore) {
      add(placed.certainRows, total)
      writer.known(valueKind.truth, Number(total > 0), 0, null, Number.NaN)
    } else {
      add(placed.possibleRows, placed.possible())
      writer.unknown(absence(subject))
    }
  }
  return writer.finish()
}

const atLeast = relationCode('>=')
