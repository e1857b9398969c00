import { isIsoDate } from '../protocol/schema/iso-date.js'
import { type Bound, boundsOf, type Scalar, type Shape } from '../protocol/language/shapes.js'
import { dayNumber } from '../protocol/schema/day-numbers.js'
import { relationOfCode } from '../protocol/schema/relations.js'
import { judgeShape } from './judge-shape.js'
import { maybe, no, truthCode, yes } from './truth-codes.js'

/** A shape made ready to judge many values, by what kind of value each is; answers are truth codes. */
export interface ShapeTest {
  /** Of a value that is not known. */
  readonly ofUnknown: number
  /** Of a number with the code of its relation. */
  readonly ofNumber: (number: number, relation: number) => number
  /** Of a calendar day, by its number. */
  readonly ofDay: (day: number) => number
  readonly ofText: (text: string) => number
  readonly ofFalse: number
  readonly ofTrue: number
}

/** Makes a shape ready. */
export const shapeTest = (shape: Shape): ShapeTest => {
  const exact = exactTest(shape)
  const judged = (value: Scalar | null): number => truthCode(judgeShape(shape, { value, relation: '=' }))
  return {
    ofUnknown: judged(null),
    ofNumber: (number, relation) =>
      relation === 0
        ? exact(number)
        : truthCode(judgeShape(shape, { value: number, relation: relationOfCode(relation) })),
    ofDay: dayTest(shape),
    ofText: judged,
    ofFalse: judged(false),
    ofTrue: judged(true),
  }
}

/** The answers of a test for the texts of a dictionary. */
export const textAnswers = (test: ShapeTest, texts: readonly string[]): Uint8Array =>
  Uint8Array.from(texts, text => test.ofText(text))

const decided = (met: boolean): number => (met ? yes : no)

const always =
  (answer: number): (() => number) =>
  () =>
    answer

const exactTest = (shape: Shape): ((number: number) => number) => {
  if (shape === 'is known') return always(yes)
  if (shape === 'is unknown') return always(no)
  if (typeof shape === 'string') return always(maybe)
  if ('is' in shape) return amongNumbers([shape.is], yes)
  if ('in' in shape) return amongNumbers(shape.in, yes)
  if ('not in' in shape) return amongNumbers(shape['not in'], no)
  return sizeTest(shape, bound => (typeof bound === 'number' ? bound : null))
}

/** The test of a shape that compares sizes, by numbers that its bounds are; of another kind of bound nothing can be told. */
const sizeTest = (
  shape: Extract<Shape, object>,
  numberOf: (bound: Bound) => number | null,
): ((number: number) => number) => {
  const bounds = boundsOf(shape).map(numberOf)
  const [low = null, high = null] = bounds
  if (low === null || bounds.includes(null)) return always(maybe)
  if ('at least' in shape) return atLeast(low)
  if ('at most' in shape) return atMost(low)
  if ('above' in shape) return above(low)
  if ('below' in shape) return below(low)
  return high === null ? always(maybe) : between(low, high)
}

const atLeast = (bound: number) => (number: number) => decided(number >= bound)
const atMost = (bound: number) => (number: number) => decided(number <= bound)
const above = (bound: number) => (number: number) => decided(number > bound)
const below = (bound: number) => (number: number) => decided(number < bound)
const between = (low: number, high: number) => (number: number) => decided(number >= low && number <= high)

// A text is the number that it is written as; a text that no number is written as, and a truth value, is none.
const amongNumbers = (scalars: readonly Scalar[], found: number): ((number: number) => number) => {
  const numbers = scalars.flatMap(scalar => {
    if (typeof scalar === 'number') return [scalar]
    return typeof scalar === 'string' && String(Number(scalar)) === scalar ? [Number(scalar)] : []
  })
  const [only] = numbers
  if (numbers.length === 1 && only !== undefined) return number => (number === only ? found : yes - found)
  return number => (numbers.includes(number) ? found : yes - found)
}

const dayTest = (shape: Shape): ((day: number) => number) => {
  if (typeof shape === 'string') return always(truthCode(judgeShape(shape, { value: '1970-01-01', relation: '=' })))
  if ('is' in shape) return amongDays([shape.is], yes)
  if ('in' in shape) return amongDays(shape.in, yes)
  if ('not in' in shape) return amongDays(shape['not in'], no)
  return sizeTest(shape, bound => (typeof bound === 'string' && isIsoDate(bound) ? dayNumber(bound) : null))
}

const amongDays = (scalars: readonly Scalar[], found: number): ((day: number) => number) => {
  const days = new Set(
    scalars.flatMap(scalar => (typeof scalar === 'string' && isIsoDate(scalar) ? [dayNumber(scalar)] : [])),
  )
  return day => (days.has(day) ? found : yes - found)
}
