import type { Condition, FieldConditions, Shape } from '../../protocol/language/conditions.js'

/** A condition of the study language as a sentence's part. */
export const conditionWords = (condition: Condition): string => {
  const parts = Object.entries(condition).flatMap(([name, value]): readonly string[] => {
    if (value === undefined) return []
    if (name === 'all') return [`(${(value as readonly Condition[]).map(conditionWords).join(' and ')})`]
    if (name === 'any') return [`(${(value as readonly Condition[]).map(conditionWords).join(' or ')})`]
    if (name === 'not') return [`not (${conditionWords(value as Condition)})`]
    return [`${name} ${shapeWords(value as Shape)}`]
  })
  return parts.join(' and ')
}

/** Conditions on a row's fields as a sentence's part. */
export const fieldConditionWords = (conditions: FieldConditions): string =>
  Object.entries(conditions)
    .map(([field, shape]) => `${field} ${shapeWords(shape)}`)
    .join(' and ')

/** Conditions on a row's fields as a relative clause, or nothing where there are none. */
export const whereWords = (conditions: FieldConditions | undefined): string =>
  conditions === undefined ? '' : ` where ${fieldConditionWords(conditions)}`

const shapeWords = (shape: Shape): string => {
  if (typeof shape === 'string') return shape
  const [[word, value] = ['', '']]: readonly (readonly [string, unknown])[] = Object.entries(shape)
  if (word === 'between' && Array.isArray(value)) return `between ${String(value[0])} and ${String(value[1])}`
  return `${word} ${Array.isArray(value) ? value.map(String).join(', ') : String(value)}`
}
