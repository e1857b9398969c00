import { type Bound, boundsOf, type Scalar, type Shape } from '../protocol/language/shapes.js'
import { dayNumber } from '../protocol/schema/day-numbers.js'
import { type IsoDate, isIsoDate } from '../protocol/schema/iso-date.js'
import type { Relation } from '../protocol/schema/relations.js'
import type { Truth } from './cohort.js'
import { isAbove, isAtLeast, isEqual, rangeOf, type NumberRange } from './number-range.js'
import { allOf, anyOf, decided, notOf } from './truth.js'

/** A value as far as it is known: null is unknown, a relation makes a number a limit. */
export interface KnownValue {
  readonly value: Scalar | null
  readonly relation: Relation
}

/** Whether a value has a shape; a limit such as `>1210` says what it can, else nothing is known. */
export const judgeShape = (shape: Shape, known: KnownValue): Truth => {
  if (shape === 'is known') return decided(known.value !== null)
  if (shape === 'is unknown') return decided(known.value === null)
  if (known.value === null) return 'unknown'
  if (shape === 'is true') return typeof known.value === 'boolean' ? decided(known.value) : 'unknown'
  if (shape === 'is false') return typeof known.value === 'boolean' ? decided(!known.value) : 'unknown'
  if ('is' in shape) return equals(known, shape.is)
  if ('in' in shape) return anyOf(shape.in.map(scalar => equals(known, scalar)))
  if ('not in' in shape) return notOf(anyOf(shape['not in'].map(scalar => equals(known, scalar))))
  const isDay = typeof known.value === 'string' && isIsoDate(known.value)
  const range = isDay ? dayRange(known.value) : numericRange(known)
  const [low, high] = numbersOf(boundsOf(shape), isDay)
  if (range === null || low === undefined) return 'unknown'
  if ('at least' in shape) return isAtLeast(range, low)
  if ('at most' in shape) return notOf(isAbove(range, low))
  if ('above' in shape) return isAbove(range, low)
  if ('below' in shape) return notOf(isAtLeast(range, low))
  return high === undefined ? 'unknown' : allOf([isAtLeast(range, low), notOf(isAbove(range, high))])
}

const dayRange = (day: IsoDate): NumberRange => rangeOf({ number: dayNumber(day), relation: '=' })

// A day is compared with days and a number with numbers; of bounds of another kind nothing can be told.
const numbersOf = (bounds: readonly Bound[], isDay: boolean): readonly number[] => {
  const numbers = bounds.flatMap(bound => {
    if (typeof bound === 'number') return isDay ? [] : [bound]
    return isDay && isIsoDate(bound) ? [dayNumber(bound)] : []
  })
  return numbers.length === bounds.length ? numbers : []
}

const equals = (known: KnownValue, scalar: Scalar): Truth => {
  if (typeof known.value === 'number' && typeof scalar === 'number') {
    return isEqual(rangeOf({ number: known.value, relation: known.relation }), scalar)
  }
  // A code table may write a code as a number where the condition writes a text, or the other way round.
  return decided(String(known.value) === String(scalar))
}

const numericRange = ({ value, relation }: KnownValue): NumberRange | null => {
  if (typeof value === 'number') return rangeOf({ number: value, relation })
  const isNumeral = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
  return isNumeral ? rangeOf({ number: Number(value), relation: '=' }) : null
}
