import type { SharedValue } from '../../harmonize/shared-row.js'
import { dayNumber, dayOfNumber } from '../../protocol/schema/day-numbers.js'
import { precisions } from '../../protocol/schema/precisions.js'
import { relationCode, relationOfCode } from '../../protocol/schema/relations.js'
import type { NumberColumn } from './packed-numbers.js'
import type { TreeColumn } from './tree-columns.js'

/** What a distinct value is, by its code in a column; views of the schema know them by these numbers. */
const kinds = [
  'absent',
  'code',
  'number',
  'quantity',
  'day',
  'not recorded',
  'not done',
  'not applicable',
  'unknown',
  'held',
] as const

const kindOf = (value: SharedValue | null): number =>
  kinds.indexOf(value === null ? 'absent' : value.kind === 'missing' ? value.reason : value.kind)

/** The parts of distinct values, as columns by name; a part that none of them has is left out. */
export type ValueColumns = Readonly<Record<string, TreeColumn>>

type Values = readonly (SharedValue | null)[]

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

const receivedOf = (value: SharedValue | null): string | null => {
  if (value === null || value.kind === 'missing') return null
  return value.received === asKept(value) ? null : value.received
}

const numbersOf = (values: Values, of: (value: SharedValue) => number | null): Float64Array | undefined => {
  const column = new Float64Array(values.length).fill(Number.NaN)
  let found = 0
  values.forEach((value, at) => {
    const number = value === null ? null : of(value)
    if (number === null) return
    column[at] = number
    found += 1
  })
  return found > 0 ? column : undefined
}

const marksOf = (values: Values, of: (value: SharedValue) => number): Uint8Array | undefined => {
  const column = Uint8Array.from(values, value => (value === null ? 0 : of(value)))
  return column.some(mark => mark !== 0) ? column : undefined
}

const textsOf = (values: Values, of: (value: SharedValue | null) => string | null): (string | null)[] | undefined => {
  const column = values.map(of)
  return column.some(text => text !== null) ? column : undefined
}

/** The parts of distinct values as columns. */
export const valueColumns = (values: Values): ValueColumns => {
  const parts: Readonly<Record<string, TreeColumn | undefined>> = {
    kinds: Uint8Array.from(values, kindOf),
    texts: textsOf(values, value => (value?.kind === 'code' ? value.code : null)),
    numbers: numbersOf(values, value => (value.kind === 'number' || value.kind === 'quantity' ? value.number : null)),
    relations: marksOf(values, value => (value.kind === 'quantity' ? relationCode(value.relation) : 0)),
    units: textsOf(values, value => (value?.kind === 'quantity' ? value.unit : null)),
    days: numbersOf(values, value => (value.kind === 'day' && value.date !== null ? dayNumber(value.date) : null)),
    offsets: numbersOf(values, value => (value.kind === 'day' ? value.offset : null)),
    precisions: marksOf(values, value => (value.kind === 'day' ? precisions.indexOf(value.precision) : 0)),
    imputed: marksOf(values, value => Number(value.kind === 'day' && value.imputed)),
    received: textsOf(values, receivedOf),
    receivedUnits: textsOf(values, value => (value?.kind === 'quantity' ? value.receivedUnit : null)),
  }
  return Object.fromEntries(Object.entries(parts).filter((part): part is [string, TreeColumn] => part[1] !== undefined))
}

type Part = Readonly<Partial<Record<string, TreeColumn>>>

const textAt = (parts: Part, name: string, at: number): string | null =>
  (parts[name] as readonly (string | null)[] | undefined)?.[at] ?? null

const numberAt = (parts: Part, name: string, at: number, otherwise = Number.NaN): number =>
  (parts[name] as NumberColumn | undefined)?.[at] ?? otherwise

const dayAt = (parts: Part, at: number): SharedValue => {
  const day = numberAt(parts, 'days', at)
  const offset = numberAt(parts, 'offsets', at)
  const value = {
    kind: 'day',
    date: Number.isNaN(day) ? null : dayOfNumber(day),
    offset: Number.isNaN(offset) ? null : offset,
    precision: precisions[numberAt(parts, 'precisions', at, 0)] ?? 'day',
    imputed: numberAt(parts, 'imputed', at, 0) === 1,
    received: '',
  } as const
  return { ...value, received: textAt(parts, 'received', at) ?? asKept(value) ?? '' }
}

const numericAt = (parts: Part, kind: 'number' | 'quantity', at: number): SharedValue => {
  const number = numberAt(parts, 'numbers', at)
  const received = textAt(parts, 'received', at) ?? String(number)
  if (kind === 'number') return { kind, number, received }
  return {
    kind,
    number,
    relation: relationOfCode(numberAt(parts, 'relations', at, 0)),
    unit: textAt(parts, 'units', at),
    received,
    receivedUnit: textAt(parts, 'receivedUnits', at),
  }
}

/** The distinct values of their parts. */
export const valuesOf = (parts: Part): Values => {
  const count = parts['kinds']?.length ?? 0
  return Array.from({ length: count }, (_, at): SharedValue | null => {
    const kind = kinds[numberAt(parts, 'kinds', at)] ?? 'absent'
    switch (kind) {
      case 'absent':
        return null
      case 'code': {
        const code = textAt(parts, 'texts', at) ?? ''
        return { kind, code, received: textAt(parts, 'received', at) ?? code }
      }
      case 'number':
      case 'quantity':
        return numericAt(parts, kind, at)
      case 'day':
        return dayAt(parts, at)
      default:
        return { kind: 'missing', reason: kind }
    }
  })
}
