import type { SharedField } from '../../harmonize/shared-columns.js'
import type { SharedValue } from '../../harmonize/shared-row.js'
import { dayNumber } from '../../protocol/schema/day-numbers.js'
import { precisions } from '../../protocol/schema/precisions.js'
import { relationCode } from '../../protocol/schema/relations.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import type { FieldColumn } from './subject-range.js'

type Values = SharedField['values']

const statusOf = (value: SharedValue | null): number => {
  if (value === null) return rowStatus.absent
  return value.kind === 'missing' ? rowStatus[value.reason] : rowStatus.value
}

/** Texts of distinct values, each text once: values that were received otherwise may have the same. */
const textsOf = (values: Values, of: (value: SharedValue) => string | null) => {
  const places = new Map<string, number>()
  const texts: string[] = []
  const codes = Int32Array.from(values, value => {
    const text = value === null ? null : of(value)
    if (text === null) return -1
    const known = places.get(text)
    if (known !== undefined) return known
    places.set(text, texts.length)
    return texts.push(text) - 1
  })
  return { codes, texts }
}

const numberOf = (value: SharedValue | null): number =>
  value?.kind === 'number' || value?.kind === 'quantity' ? value.number : Number.NaN

const bytes = (codes: SharedField['codes'], of: Uint8Array): Uint8Array => {
  const column = new Uint8Array(codes.length)
  for (let row = 0; row < codes.length; row += 1) column[row] = of[codes[row]!]!
  return column
}

const integers = (codes: SharedField['codes'], of: Int32Array): Int32Array => {
  const column = new Int32Array(codes.length)
  for (let row = 0; row < codes.length; row += 1) column[row] = of[codes[row]!]!
  return column
}

const doubles = (codes: SharedField['codes'], of: Float64Array): Float64Array => {
  const column = new Float64Array(codes.length)
  for (let row = 0; row < codes.length; row += 1) column[row] = of[codes[row]!]!
  return column
}

const marks = (codes: SharedField['codes'], values: Values, of: (value: SharedValue) => number): Uint8Array | null => {
  const own = Uint8Array.from(values, value => (value === null ? 0 : of(value)))
  return own.some(mark => mark !== 0) ? bytes(codes, own) : null
}

/** A field as the study reads it: what its distinct values say is found once for each, and given to every row by its code. */
export const fieldOfValues = ({ codes, values }: SharedField, calendar: boolean): FieldColumn => {
  const has = (kind: SharedValue['kind']): boolean => values.some(value => value?.kind === kind)
  const texts = textsOf(values, value => (value.kind === 'code' ? value.code : null))
  const units = textsOf(values, value => (value.kind === 'quantity' ? value.unit : null))
  const dayOf = (value: SharedValue | null): number => {
    if (value?.kind !== 'day') return Number.NaN
    return (calendar ? value.date && dayNumber(value.date) : value.offset) ?? Number.NaN
  }
  return {
    status: bytes(codes, Uint8Array.from(values, statusOf)),
    codes: has('code') ? integers(codes, texts.codes) : null,
    texts: texts.texts,
    numbers: has('number') || has('quantity') ? doubles(codes, Float64Array.from(values, numberOf)) : null,
    relations: marks(codes, values, value => (value.kind === 'quantity' ? relationCode(value.relation) : 0)),
    units: units.texts.length > 0 ? integers(codes, units.codes) : null,
    unitTexts: units.texts,
    days: has('day') ? doubles(codes, Float64Array.from(values, dayOf)) : null,
    precision: marks(codes, values, value => (value.kind === 'day' ? precisions.indexOf(value.precision) : 0)),
    imputed: marks(codes, values, value => Number(value.kind === 'day' && value.imputed)),
  }
}
