import { joiningWords, type Condition } from '../../../protocol/language/conditions.js'
import { type Shape } from '../../../protocol/language/shapes.js'
import { namesIn } from '../../../protocol/facts/variable-facts.js'
import type { Truth } from '../../../cohort/cohort.js'
import { judgeShape, type KnownValue } from '../../../cohort/judge-shape.js'
import { allOf, anyOf, notOf } from '../../../cohort/truth.js'

const unknownValue: KnownValue = { value: null, relation: '=' }

const shapesOf = (condition: Condition): readonly (readonly [string, Shape])[] =>
  Object.entries(condition)
    .filter(([name, shape]) => !(joiningWords as readonly string[]).includes(name) && shape !== undefined)
    .map(([name, shape]) => [name, shape as Shape])

/** Whether a condition over named variables is met, by Kleene's rules; several keys mean all. */
export const judgeCondition = (condition: Condition, values: Readonly<Record<string, KnownValue>>): Truth =>
  allOf([
    ...(condition.all ?? []).map(each => judgeCondition(each, values)),
    ...(condition.any === undefined ? [] : [anyOf(condition.any.map(each => judgeCondition(each, values)))]),
    ...(condition.not === undefined ? [] : [notOf(judgeCondition(condition.not, values))]),
    ...shapesOf(condition).map(([name, shape]) => judgeShape(shape, values[name] ?? unknownValue)),
  ])

/** The variables that a condition names, each once, in the order of their first mention. */
export const variablesOf = (condition: Condition): readonly string[] => [
  ...new Set(namesIn(condition).map(({ name }) => name)),
]
