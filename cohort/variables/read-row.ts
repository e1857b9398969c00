import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { MeasuredVariable } from '../../protocol/language/variables.js'
import { unitInWords } from '../../protocol/schema/unit-names.js'
import { literalsOf, type Told, told, toldId } from '../../words/told.js'
import { missingKindOf, rowStatus } from '../../protocol/schema/row-status.js'
import { decimalNumber } from '../decimal-number.js'
import type { DomainColumns } from '../input/subject-range.js'
import type { OpenRange } from '../range/open-range.js'
import { heldWords } from '../range/places.js'
import { yes } from '../truth-codes.js'
import { unitDivisor } from './convert-unit.js'
import type { PlacedRows } from './place-rows.js'
import { valueKind } from './value-column.js'

/** The known values of a variable's rows, subject by subject in the order of the rows. */
export interface Readings {
  /** The values of subject s are `starts[s]` to before `starts[s + 1]`. */
  readonly starts: Int32Array
  readonly rows: Int32Array
  /** The day that each row counts as; NaN for a day that is not known. */
  readonly days: Float64Array
  readonly kinds: Uint8Array
  readonly numbers: Float64Array
  /** Null where every number is exact. */
  readonly relations: Uint8Array | null
  /** Where the rows of each reading start among `members`; null where each reading is its own row. */
  readonly spans: Int32Array | null
  readonly members: Int32Array | null
}

/** Readings with the times of day of their rows. */
export interface TimedReadings extends Readings {
  /** Seconds since midnight, NaN where none is known; null where no row has one. */
  readonly times: Float64Array | null
}

/** Reads a variable's values from rows. */
export interface RowReader {
  /** Reads the rows that certainly count. */
  readonly read: (placed: PlacedRows) => TimedReadings
  /** The unit that a row's value is given in, for a subject of one mapping. */
  readonly unit: (row: number, mapping: number) => Told | null
  /** Why a row gives no value. */
  readonly because: (row: number, mapping: number) => Told
  readonly texts: readonly string[]
}

const noField = { status: null, codes: null, texts: [], numbers: null, relations: null, units: null, days: null }

/** Makes the reader of a variable's rows in a range. */
export const rowReader = (
  study: CohortPlan,
  definition: MeasuredVariable,
  field: string,
  columns: DomainColumns,
  open: OpenRange,
): RowReader => {
  const { from, plausible } = definition
  const { status, codes, texts, numbers, relations, units, days } = columns.fields[field] ?? noField
  const times = definition.ofDay === undefined ? null : (columns.fields['date']?.times ?? null)
  const divide = unitDivisor(study, from, columns, field, definition.unit)
  const own = unitNames(study, open, columns.fields[field]?.unitTexts ?? [])
  const wanted = definition.unit === undefined ? null : unitInWords(definition.unit, literalsOf(study))

  const read = ({ starts, rows, counts, days: placedDays }: PlacedRows): TimedReadings => {
    const [least, most] = plausible ?? [-Infinity, Infinity]
    const isBounded = plausible !== undefined
    const dayKind = open.calendar ? valueKind.date : valueKind.number
    const found = {
      starts: new Int32Array(starts.length),
      rows: new Int32Array(rows.length),
      days: new Float64Array(rows.length),
      kinds: new Uint8Array(rows.length),
      numbers: new Float64Array(rows.length),
      relations: numbers === null || relations === null ? null : new Uint8Array(rows.length),
      spans: null,
      members: null,
      times: times === null ? null : new Float64Array(rows.length),
    }
    if (status === null) return found
    let length = 0
    for (let subject = 0; subject + 1 < starts.length; subject += 1) {
      const end = starts[subject + 1]!
      for (let at = starts[subject]!; at < end; at += 1) {
        const row = rows[at]!
        if (counts[at] !== yes || status[row] !== rowStatus.value) continue
        const code = codes === null ? -1 : codes[row]!
        let kind: number = valueKind.text
        let number = code
        if (code < 0) {
          if (numbers !== null) {
            const divisor = divide(row)
            if (Number.isNaN(divisor)) continue
            kind = valueKind.number
            number = divisor === 1 ? numbers[row]! : decimalNumber(numbers[row]! / divisor)
            if (found.relations !== null) found.relations[length] = relations![row]!
          } else {
            if (days === null || Number.isNaN(days[row]!)) continue
            kind = dayKind
            number = days[row]!
          }
          if (isBounded && kind === valueKind.number && !(number >= least && number <= most)) continue
        }
        found.rows[length] = row
        found.days[length] = placedDays[at]!
        if (times !== null) found.times![length] = times[row]!
        found.kinds[length] = kind
        found.numbers[length] = number
        length += 1
      }
      found.starts[subject + 1] = length
    }
    return found
  }

  const ownUnit = (row: number, mapping: number): Told | null => {
    const unit = units === null ? -1 : units[row]!
    return unit < 0 ? null : own(mapping, unit)
  }

  const because = (row: number, mapping: number): Told => {
    const found = status === null ? rowStatus.absent : status[row]!
    if (found === rowStatus.absent) return told`the site does not deliver ${from}.${toldId(field)}`
    if (found === rowStatus.held) return heldWords(open.range, { name: from, columns, row }, field)
    const missing = missingKindOf(found)
    if (missing !== null) return told`${missing}`
    if (numbers !== null && Number.isNaN(divide(row))) {
      return told`${ownUnit(row, mapping) ?? told`its unit`} does not convert to ${wanted ?? told`it`}`
    }
    const isNumber = numbers !== null || (days !== null && !open.calendar && !Number.isNaN(days[row]!))
    if (plausible === undefined || !isNumber) return told`unknown`
    return told`outside the plausible range of ${plausible[0]} to ${plausible[1]}`
  }

  return { read, unit: (row, mapping) => wanted ?? ownUnit(row, mapping), because, texts }
}

// The unit of a test that is not declared is what its column of units said: it may be any text.
const unitNames = (
  study: CohortPlan,
  { range }: OpenRange,
  unitTexts: readonly string[],
): ((mapping: number, unit: number) => Told) => {
  const literals = literalsOf(study)
  const named = range.subjects.mappings.map(({ mapped }) =>
    unitTexts.map(unit => unitInWords(unit, literals, ...(mapped === null ? [] : [mapped]))),
  )
  return (mapping, unit) => named[mapping]![unit]!
}
