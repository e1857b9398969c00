import type { VariableValue } from '../cohort.js'
import { dayOfNumber } from '../../protocol/schema/day-numbers.js'
import { relationOfCode } from '../../protocol/schema/relations.js'
import type { RowFile } from '../input/subject-range.js'
import type { Told } from '../../words/told.js'
import { reasonAt, unitAt, valueKind, type ValueColumn } from '../variables/value-column.js'
import { narrowed, type NumberColumn } from './narrow.js'
import { type LineagePacker, type PackedLineage, placesAt } from './packed-lineage.js'

/** One variable of all subjects of a range: its values, why some are unknown, and the rows behind each. */
export interface VariableValues {
  readonly name: string
  /** By `valueKind`. */
  readonly kinds: Uint8Array
  /** The number, the code of the text, 1 for true, the number of the date; 0 where unknown. */
  readonly numbers: NumberColumn
  readonly texts: readonly string[]
  /** By `relations`; null where every number is exact. */
  readonly relations: Uint8Array | null
  /** Into `unitTexts`; null where every known value has the first of them. */
  readonly units: NumberColumn | null
  readonly unitTexts: readonly (Told | null)[]
  /** Into `reasonTexts`, for unknown values; null where every value is known. */
  readonly reasons: NumberColumn | null
  readonly reasonTexts: readonly Told[]
  readonly sources: PackedLineage
}

/** Keeps of a variable what outlives the derivation. */
export const variableValues = (name: string, column: ValueColumn, pack: LineagePacker): VariableValues => ({
  name,
  kinds: column.kinds,
  numbers: narrowed(column.numbers),
  texts: column.texts,
  relations: column.relations,
  units: column.units === null ? null : narrowed(column.units),
  unitTexts: column.unitTexts,
  reasons: column.reasons === null ? null : narrowed(column.reasons),
  reasonTexts: column.reasonTexts,
  sources: pack(column.sources),
})

/** A subject's value without what is known of it. */
const valueAt = ({ kinds, numbers, texts }: VariableValues, subject: number): VariableValue['value'] => {
  const number = numbers[subject]!
  switch (kinds[subject]) {
    case valueKind.number:
      return number
    case valueKind.text:
      return texts[number]!
    case valueKind.truth:
      return number === 1
    case valueKind.date:
      return dayOfNumber(number)
    default:
      return null
  }
}

/** A subject's value with all that is known of it. */
export const variableAt = (values: VariableValues, files: readonly RowFile[], subject: number): VariableValue => ({
  value: valueAt(values, subject),
  relation: values.relations === null ? '=' : relationOfCode(values.relations[subject]!),
  unit: unitAt(values, subject),
  because: reasonAt(values, subject),
  sources: placesAt(values.sources, files, subject),
})

/** A subject's value as a covariate: an exact number; NaN for a limit, for what is no number, and for what is unknown. */
export const covariateNumber = ({ kinds, numbers, relations }: VariableValues, subject: number): number =>
  kinds[subject] === valueKind.number && (relations === null || relations[subject] === 0)
    ? numbers[subject]!
    : Number.NaN
