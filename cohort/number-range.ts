import type { Relation } from '../protocol/schema/relations.js'
import type { Truth } from './cohort.js'
import { allOf, decided, notOf } from './truth.js'

/** Where a number may lie: `<20` is everything below 20, an exact number a range of one point. */
export interface NumberRange {
  readonly low: number
  readonly lowOpen: boolean
  readonly high: number
  readonly highOpen: boolean
}

/** A number with what is known of it, as one relation can say it. */
export interface RelatedNumber {
  readonly number: number
  readonly relation: Relation
}

/** The range that a number and its relation tell. */
export const rangeOf = ({ number, relation }: RelatedNumber): NumberRange => {
  const below = relation === '<' || relation === '<='
  const above = relation === '>' || relation === '>='
  return {
    low: below ? -Infinity : number,
    lowOpen: below || relation === '>',
    high: above ? Infinity : number,
    highOpen: above || relation === '<',
  }
}

/** Whether one number, as far as it is known, may be another. */
export const mayBe = (one: RelatedNumber, other: RelatedNumber): boolean => {
  const [range, bounds] = [rangeOf(one), rangeOf(other)]
  return range.low <= bounds.high && range.high >= bounds.low
}

/** Whether a number in the range is at least the bound. */
export const isAtLeast = (range: NumberRange, bound: number): Truth => {
  if (range.low >= bound) return 'true'
  return range.high < bound || (range.high === bound && range.highOpen) ? 'false' : 'unknown'
}

/** Whether a number in the range is above the bound. */
export const isAbove = (range: NumberRange, bound: number): Truth => {
  if (range.low > bound || (range.low === bound && range.lowOpen)) return 'true'
  return range.high <= bound ? 'false' : 'unknown'
}

/** Whether a number in the range equals another. */
export const isEqual = (range: NumberRange, number: number): Truth => {
  if (range.low === range.high) return decided(range.low === number)
  return allOf([isAtLeast(range, number), notOf(isAbove(range, number))]) === 'false' ? 'false' : 'unknown'
}

const relationOf = (relations: readonly Relation[]): Relation | null => {
  const below = relations.some(relation => relation === '<' || relation === '<=')
  const above = relations.some(relation => relation === '>' || relation === '>=')
  if (below && above) return null
  if (below) return relations.includes('<') ? '<' : '<='
  if (above) return relations.includes('>') ? '>' : '>='
  return '='
}

/** The sum of numbers known as limits: itself a limit, or null where they point both ways. */
export const addNumbers = (numbers: readonly RelatedNumber[]): RelatedNumber | null => {
  const relation = relationOf(numbers.map(each => each.relation))
  return relation === null ? null : { number: numbers.reduce((sum, each) => sum + each.number, 0), relation }
}

/** The highest of numbers some of which are limits, as far as one relation can say it. */
export const highestOf = (numbers: readonly RelatedNumber[]): RelatedNumber => {
  const ranges = numbers.map(rangeOf)
  const low = Math.max(...ranges.map(range => range.low))
  const high = Math.max(...ranges.map(range => range.high))
  const lowOpen = ranges.some(range => range.low === low && range.lowOpen)
  const highOpen = !ranges.some(range => range.high === high && !range.highOpen)
  if (low === high) return { number: low, relation: '=' }
  if (low === -Infinity) return { number: high, relation: highOpen ? '<' : '<=' }
  return { number: low, relation: lowOpen ? '>' : '>=' }
}

const mirrored: Readonly<Record<Relation, Relation>> = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

const mirror = ({ number, relation }: RelatedNumber): RelatedNumber => ({
  number: -number,
  relation: mirrored[relation],
})

/** The lowest of numbers some of which are limits, as far as one relation can say it. */
export const lowestOf = (numbers: readonly RelatedNumber[]): RelatedNumber => mirror(highestOf(numbers.map(mirror)))
