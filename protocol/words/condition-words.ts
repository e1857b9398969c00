import { joiningWords, type Condition, type FieldConditions, type Shape } from '../language/conditions.js'

/** A shape in words: `is at least 18`, `is one of a, b`. */
export const shapeWords = (shape: Shape): string => {
  if (typeof shape === 'string') return shape
  if ('is' in shape) return `is ${String(shape.is)}`
  if ('in' in shape) return `is one of ${shape.in.map(String).join(', ')}`
  if ('not in' in shape) return `is none of ${shape['not in'].map(String).join(', ')}`
  if ('between' in shape) return `is between ${String(shape.between[0])} and ${String(shape.between[1])}`
  return Object.entries(shape)
    .map(([word, bound]) => `is ${word} ${String(bound)}`)
    .join('')
}

/** A condition in words. */
export const conditionWords = (condition: Condition): string => {
  const parts = Object.entries(condition)
    .filter(([, part]) => part !== undefined)
    .map(([key, part]) => {
      if (key === 'not') return `not (${conditionWords(part as Condition)})`
      if (!(joiningWords as readonly string[]).includes(key)) return `${key} ${shapeWords(part as Shape)}`
      const inner = (part as readonly Condition[]).map(conditionWords)
      return inner.length === 1 ? (inner[0] ?? '') : `(${inner.join(key === 'all' ? ' and ' : ' or ')})`
    })
  return parts.join(' and ')
}

/** Conditions on a row's fields in words, empty where there are none. */
export const fieldWords = (where: FieldConditions | undefined): string =>
  Object.entries(where ?? {})
    .map(([field, shape]) => `${field} ${shapeWords(shape)}`)
    .join(' and ')

/** The same as a relative clause: ` where test is albumin`, or nothing where there are no conditions. */
export const whereWords = (where: FieldConditions | undefined): string => {
  const conditions = fieldWords(where)
  return conditions === '' ? '' : ` where ${conditions}`
}
