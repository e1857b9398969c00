import type { SharedValue } from '../../harmonize/shared-row.js'
import type { PartTexts, ValueParts } from '../../harmonize/value-parts.js'
import { dayNumber, dayOfNumber } from '../../protocol/schema/day-numbers.js'
import { precisions } from '../../protocol/schema/precisions.js'
import { relationCode, relationOfCode } from '../../protocol/schema/relations.js'
import { valueKinds } from '../../protocol/schema/value-kinds.js'

// The way in which both PostgreSQL and we write a number.
const isPlain = (number: number): boolean => number === 0 || (Math.abs(number) >= 1e-4 && Math.abs(number) < 1e15)

/** What would be received for a value that was written just as it is kept; null where no text says it. */
const asKept = (value: Exclude<SharedValue, { kind: 'missing' }>): string | null => {
  switch (value.kind) {
    case 'code':
      return value.code
    case 'number':
    case 'quantity':
      return isPlain(value.number) ? String(value.number) : null
    case 'day':
      if (value.date !== null) return value.date
      return value.offset !== null && isPlain(value.offset) ? String(value.offset) : null
  }
}

const kindNumbers = new Map<string, number>(valueKinds.map((kind, number) => [kind, number]))

const nothing = (count: number): (string | null)[] => Array.from({ length: count }, () => null)
const noNumbers = (count: number): Float64Array => new Float64Array(count).fill(Number.NaN)

/** The parts of distinct values. */
export const partsOf = (values: readonly (SharedValue | null)[]): ValueParts => {
  const count = values.length
  const kinds = new Uint8Array(count)
  let [texts, units, received, receivedUnits]: ((string | null)[] | null)[] = [null, null, null, null]
  let [numbers, days, offsets, times]: (Float64Array | null)[] = [null, null, null, null]
  let [relations, precision, imputed]: (Uint8Array | null)[] = [null, null, null]
  for (let at = 0; at < count; at += 1) {
    const value = values[at] ?? null
    if (value === null) continue
    kinds[at] = kindNumbers.get(value.kind === 'missing' ? value.reason : value.kind) ?? 0
    if (value.kind === 'missing') continue
    if (value.received !== asKept(value)) (received ??= nothing(count))[at] = value.received
    switch (value.kind) {
      case 'code':
        ;(texts ??= nothing(count))[at] = value.code
        break
      case 'number':
        ;(numbers ??= noNumbers(count))[at] = value.number
        break
      case 'quantity':
        ;(numbers ??= noNumbers(count))[at] = value.number
        if (value.relation !== '=') (relations ??= new Uint8Array(count))[at] = relationCode(value.relation)
        if (value.unit !== null) (units ??= nothing(count))[at] = value.unit
        if (value.receivedUnit !== null) (receivedUnits ??= nothing(count))[at] = value.receivedUnit
        break
      case 'day':
        if (value.date !== null) (days ??= noNumbers(count))[at] = dayNumber(value.date)
        if (value.offset !== null) (offsets ??= noNumbers(count))[at] = value.offset
        if (value.time !== null) (times ??= noNumbers(count))[at] = value.time
        if (value.precision !== 'day') (precision ??= new Uint8Array(count))[at] = precisions.indexOf(value.precision)
        if (value.imputed) (imputed ??= new Uint8Array(count))[at] = 1
    }
  }
  return {
    kinds,
    texts: texts ?? null,
    numbers: numbers ?? null,
    relations: relations ?? null,
    units: units ?? null,
    days: days ?? null,
    offsets: offsets ?? null,
    times: times ?? null,
    precisions: precision ?? null,
    imputed: imputed ?? null,
    received: received ?? null,
    receivedUnits: receivedUnits ?? null,
  }
}

const marksAt = (column: Uint8Array | null, codes: readonly number[]): Uint8Array | null => {
  if (column === null) return null
  const own = new Uint8Array(codes.length)
  let some = 0
  for (let at = 0; at < codes.length; at += 1) some |= own[at] = column[codes[at]!]!
  return some === 0 ? null : own
}

const numbersAt = (column: Float64Array | null, codes: readonly number[]): Float64Array | null => {
  if (column === null) return null
  const own = new Float64Array(codes.length)
  let some = false
  for (let at = 0; at < codes.length; at += 1) {
    const number = (own[at] = column[codes[at]!]!)
    if (!Number.isNaN(number)) some = true
  }
  return some ? own : null
}

const textsAt = (column: PartTexts | null, codes: readonly number[]): PartTexts | null => {
  if (column === null) return null
  const own = codes.map(code => column[code] ?? null)
  return own.some(text => text !== null) ? own : null
}

/** The parts of some of the values. */
export const partsAt = (parts: ValueParts, codes: readonly number[]): ValueParts => ({
  kinds: Uint8Array.from(codes, code => parts.kinds[code]!),
  texts: textsAt(parts.texts, codes),
  numbers: numbersAt(parts.numbers, codes),
  relations: marksAt(parts.relations, codes),
  units: textsAt(parts.units, codes),
  days: numbersAt(parts.days, codes),
  offsets: numbersAt(parts.offsets, codes),
  times: numbersAt(parts.times, codes),
  precisions: marksAt(parts.precisions, codes),
  imputed: marksAt(parts.imputed, codes),
  received: textsAt(parts.received, codes),
  receivedUnits: textsAt(parts.receivedUnits, codes),
})

const dayAt = (parts: ValueParts, at: number): SharedValue => {
  const day = parts.days?.[at] ?? Number.NaN
  const offset = parts.offsets?.[at] ?? Number.NaN
  const time = parts.times?.[at] ?? Number.NaN
  const value = {
    kind: 'day',
    date: Number.isNaN(day) ? null : dayOfNumber(day),
    offset: Number.isNaN(offset) ? null : offset,
    time: Number.isNaN(time) ? null : time,
    precision: precisions[parts.precisions?.[at] ?? 0] ?? 'day',
    imputed: parts.imputed?.[at] === 1,
    received: '',
  } as const
  return { ...value, received: parts.received?.[at] ?? asKept(value) ?? '' }
}

const numericAt = (parts: ValueParts, kind: 'number' | 'quantity', at: number): SharedValue => {
  const number = parts.numbers?.[at] ?? Number.NaN
  const received = parts.received?.[at] ?? String(number)
  if (kind === 'number') return { kind, number, received }
  return {
    kind,
    number,
    relation: relationOfCode(parts.relations?.[at] ?? 0),
    unit: parts.units?.[at] ?? null,
    received,
    receivedUnit: parts.receivedUnits?.[at] ?? null,
  }
}

/** A distinct value of its parts. */
export const valueOfParts = (parts: ValueParts, at: number): SharedValue | null => {
  const kind = valueKinds[parts.kinds[at] ?? 0] ?? 'absent'
  switch (kind) {
    case 'absent':
      return null
    case 'code': {
      const code = parts.texts?.[at] ?? ''
      return { kind, code, received: parts.received?.[at] ?? code }
    }
    case 'number':
    case 'quantity':
      return numericAt(parts, kind, at)
    case 'day':
      return dayAt(parts, at)
    default:
      return { kind: 'missing', reason: kind }
  }
}
