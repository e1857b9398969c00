import type { Condition, Shape } from '../protocol/conditions.js'
import type { Truth } from './cohort.js'
import { judgeShape, type KnownValue } from './judge-shape.js'
import { allOf, anyOf, notOf } from './truth.js'

const unknownValue: KnownValue = { value: null, relation: '=' }

const shapesOf = (condition: Condition): readonly (readonly [string, Shape])[] =>
  Object.entries(condition)
    .filter(([name, shape]) => name !== 'all' && name !== 'any' && name !== 'not' && shape !== undefined)
    .map(([name, shape]) => [name, shape as Shape])

/** Whether a condition over named variables is met, by Kleene's rules; several keys mean all. */
export const judgeCondition = (condition: Condition, values: Readonly<Record<string, KnownValue>>): Truth =>
  allOf([
    ...(condition.all ?? []).map((each) => judgeCondition(each, values)),
    ...(condition.any === undefined ? [] : [anyOf(condition.any.map((each) => judgeCondition(each, values)))]),
    ...(condition.not === undefined ? [] : [notOf(judgeCondition(condition.not, values))]),
    ...shapesOf(condition).map(([name, shape]) => judgeShape(shape, values[name] ?? unknownValue)),
  ])

/** The variables that a condition names, each once, in the order of their first mention. */
export const variablesOf = (condition: Condition): readonly string[] => [
  ...new Set([
    ...(condition.all ?? []).flatMap(variablesOf),
    ...(condition.any ?? []).flatMap(variablesOf),
    ...(condition.not === undefined ? [] : variablesOf(condition.not)),
    ...shapesOf(condition).map(([name]) => name),
  ]),
]
