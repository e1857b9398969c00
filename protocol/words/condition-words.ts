import { joiningWords, type Condition, type FieldConditions } from '../language/conditions.js'
import { type Shape, shapeWords } from '../language/shapes.js'

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
