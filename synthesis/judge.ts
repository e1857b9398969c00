import { type Bound, type Scalar, type Shape, wordOf } from '../protocol/language/shapes.js'
import { dayNumber } from '../protocol/schema/day-numbers.js'
import { isIsoDate } from '../protocol/schema/iso-date.js'

/** A value of the shared schema: a code, a number in the standard unit, a truth value, or the number of a day. */
export type Value = string | number | boolean

/** A bound as a number: days by their number. */
export const boundNumber = (bound: Bound): number =>
  typeof bound === 'number' ? bound : isIsoDate(bound) ? dayNumber(bound) : Number.NaN

const same = (value: Value, scalar: Scalar): boolean => value === scalar || String(value) === String(scalar)

const compared: Readonly<Record<string, (value: number, bounds: readonly number[]) => boolean>> = {
  'at least': (value, [bound = 0]) => value >= bound,
  'at most': (value, [bound = 0]) => value <= bound,
  above: (value, [bound = 0]) => value > bound,
  below: (value, [bound = 0]) => value < bound,
  between: (value, [from = 0, to = 0]) => value >= from && value <= to,
}

/** Whether a value has a shape; null where that cannot be told of nothing. */
export const hasShape = (shape: Shape, value: Value | undefined): boolean | null => {
  const word = wordOf(shape)
  if (word === 'is known') return value !== undefined
  if (word === 'is unknown') return value === undefined
  if (value === undefined) return null
  if (word === 'is true' || word === 'is false') return value === (word === 'is true')
  const operands = Object.values(shape as Readonly<Record<string, Scalar | Scalar[]>>).flat()
  if (word === 'is' || word === 'in') return operands.some(operand => same(value, operand))
  if (word === 'not in') return !operands.some(operand => same(value, operand))
  return compared[word]?.(Number(value), (operands as readonly Bound[]).map(boundNumber)) ?? null
}
