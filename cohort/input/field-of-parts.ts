import type { FieldInParts, PartTexts, ValueParts } from '../../harmonize/value-parts.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import { valueKinds } from '../../protocol/schema/value-kinds.js'
import type { FieldColumn } from './subject-range.js'

type Codes = FieldInParts['codes']

const statusOfKind = Uint8Array.from(valueKinds, kind => {
  switch (kind) {
    case 'code':
    case 'number':
    case 'quantity':
    case 'day':
      return rowStatus.value
    default:
      return rowStatus[kind]
  }
})

/** Texts of distinct values, each text once: values that were received otherwise may have the same. */
const eachOnce = (texts: PartTexts) => {
  const places = new Map<string, number>()
  const distinct: string[] = []
  const codes = new Int32Array(texts.length).fill(-1)
  for (let at = 0; at < texts.length; at += 1) {
    const text = texts[at] ?? null
    if (text === null) continue
    const known = places.get(text)
    const place = known ?? distinct.push(text) - 1
    if (known === undefined) places.set(text, place)
    codes[at] = place
  }
  return { codes, texts: distinct }
}

const bytes = (codes: Codes, of: Uint8Array): Uint8Array => {
  const column = new Uint8Array(codes.length)
  for (let row = 0; row < codes.length; row += 1) column[row] = of[codes[row]!]!
  return column
}

const integers = (codes: Codes, of: Int32Array): Int32Array => {
  const column = new Int32Array(codes.length)
  for (let row = 0; row < codes.length; row += 1) column[row] = of[codes[row]!]!
  return column
}

const doubles = (codes: Codes, of: Float64Array): Float64Array => {
  const column = new Float64Array(codes.length)
  for (let row = 0; row < codes.length; row += 1) column[row] = of[codes[row]!]!
  return column
}

const marks = (codes: Codes, of: Uint8Array | null): Uint8Array | null => (of === null ? null : bytes(codes, of))

/** What distinct values say, read once for all ranges that have them in common. */
interface ReadParts {
  readonly status: Uint8Array
  readonly texts: ReturnType<typeof eachOnce> | null
  readonly units: ReturnType<typeof eachOnce> | null
}

const known = new WeakMap<ValueParts, ReadParts>()

const readParts = (parts: ValueParts): ReadParts => {
  const before = known.get(parts)
  if (before !== undefined) return before
  const read = {
    status: parts.kinds.map(kind => statusOfKind[kind]!),
    texts: parts.texts === null ? null : eachOnce(parts.texts),
    units: parts.units === null ? null : eachOnce(parts.units),
  }
  known.set(parts, read)
  return read
}

const textsOf = (codes: Codes, of: ReadParts['texts']) =>
  of === null ? { codes: null, texts: [] } : { codes: integers(codes, of.codes), texts: of.texts }

const day = valueKinds.indexOf('day')

const noDays = (count: number): Float64Array => new Float64Array(count).fill(Number.NaN)

/** A field as the study reads it: what its distinct values say is given to every row by its code. */
export const fieldOfParts = ({ codes, parts }: FieldInParts, calendar: boolean): FieldColumn => {
  const read = readParts(parts)
  const { codes: textCodes, texts } = textsOf(codes, read.texts)
  const { codes: units, texts: unitTexts } = textsOf(codes, read.units)
  const days = calendar ? parts.days : parts.offsets
  return {
    status: bytes(codes, read.status),
    codes: textCodes,
    texts,
    numbers: parts.numbers === null ? null : doubles(codes, parts.numbers),
    relations: marks(codes, parts.relations),
    units,
    unitTexts,
    // A day that is not written in the study's way of counting is no number.
    days: parts.kinds.includes(day) ? doubles(codes, days ?? noDays(parts.kinds.length)) : null,
    times: parts.times === null ? null : doubles(codes, parts.times),
    precision: marks(codes, parts.precisions),
    imputed: marks(codes, parts.imputed),
  }
}
