import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { MeasuredVariable } from '../../protocol/language/variables.js'
import { unitInWords } from '../../protocol/schema/unit-names.js'
import { literalsOf, type Told, told, toldId } from '../../words/told.js'
import { missingKindOf, rowStatus } from '../../protocol/schema/row-status.js'
import type { DomainColumns } from '../input/subject-range.js'
import type { OpenRange } from '../range/open-range.js'
import { heldWords } from '../range/places.js'
import { unitDivisor } from './convert-unit.js'
import { valueKind } from './value-column.js'

/** Reads a variable's value from one row after another. */
export interface RowReader {
  /** Reads a row; false where it gives no value. */
  readonly read: (row: number) => boolean
  /** What was read last: its kind, its number, the code of its relation. */
  readonly kind: () => number
  readonly number: () => number
  readonly relation: () => number
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
  const divide = unitDivisor(study, from, columns, field, definition.unit)
  const [least, most] = plausible ?? [-Infinity, Infinity]
  const own = unitNames(study, open, columns.fields[field]?.unitTexts ?? [])
  const wanted = definition.unit === undefined ? null : unitInWords(definition.unit, literalsOf(study))
  let kind = 0
  let number = 0
  let relation = 0

  const readNumber = (value: number): boolean => {
    kind = valueKind.number
    number = value
    return plausible === undefined || (value >= least && value <= most)
  }

  const read = (row: number): boolean => {
    if (status === null || status[row] !== rowStatus.value) return false
    relation = 0
    const code = codes === null ? -1 : codes[row]!
    if (code >= 0) {
      kind = valueKind.text
      number = code
      return true
    }
    if (numbers !== null) {
      const divisor = divide(row)
      if (Number.isNaN(divisor)) return false
      relation = relations === null ? 0 : relations[row]!
      return readNumber(numbers[row]! / divisor)
    }
    if (days === null || Number.isNaN(days[row]!)) return false
    if (!open.calendar) return readNumber(days[row]!)
    kind = valueKind.date
    number = days[row]!
    return true
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

  return {
    read,
    kind: () => kind,
    number: () => number,
    relation: () => relation,
    unit: (row, mapping) => wanted ?? ownUnit(row, mapping),
    because,
    texts,
  }
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
