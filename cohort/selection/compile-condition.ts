import { joiningWords, type Condition } from '../../protocol/language/conditions.js'
import { type Shape } from '../../protocol/language/shapes.js'
import { namesIn } from '../../protocol/facts/variable-facts.js'
import type { OpenRange } from '../range/open-range.js'
import { shapeTest, textAnswers, type ShapeTest } from '../shape-test.js'
import { no, yes } from '../truth-codes.js'
import { relationAt, valueKind, type ValueColumn } from '../variables/value-column.js'

/** Judges all subjects of a range: one truth code each. */
export type RangeCondition = (open: Pick<OpenRange, 'count' | 'variables'>) => Uint8Array

/** Compiles a condition over named variables, by Kleene's rules; several keys mean all. */
export const compileCondition = (condition: Condition): RangeCondition => {
  const parts: readonly RangeCondition[] = [
    ...(condition.all ?? []).map(compileCondition),
    ...(condition.any === undefined ? [] : [anyOf(condition.any.map(compileCondition))]),
    ...(condition.not === undefined ? [] : [notOf(compileCondition(condition.not))]),
    ...shapesOf(condition).map(([name, shape]) => compileShape(name, shape)),
  ]
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : allOf(parts)
}

/** The variables that a condition names, each once, in the order of their first mention. */
export const variablesOf = (condition: Condition): readonly string[] => [
  ...new Set(namesIn(condition).map(({ name }) => name)),
]

const shapesOf = (condition: Condition): readonly (readonly [string, Shape])[] =>
  Object.entries(condition)
    .filter(([name, shape]) => !(joiningWords as readonly string[]).includes(name) && shape !== undefined)
    .map(([name, shape]) => [name, shape as Shape])

const allOf =
  (parts: readonly RangeCondition[]): RangeCondition =>
  open => {
    const truths = new Uint8Array(open.count).fill(yes)
    for (const part of parts) {
      const other = part(open)
      for (let subject = 0; subject < truths.length; subject += 1) {
        if (other[subject]! < truths[subject]!) truths[subject] = other[subject]!
      }
    }
    return truths
  }

const anyOf =
  (parts: readonly RangeCondition[]): RangeCondition =>
  open => {
    const truths = new Uint8Array(open.count).fill(no)
    for (const part of parts) {
      const other = part(open)
      for (let subject = 0; subject < truths.length; subject += 1) {
        if (other[subject]! > truths[subject]!) truths[subject] = other[subject]!
      }
    }
    return truths
  }

const notOf =
  (part: RangeCondition): RangeCondition =>
  open =>
    part(open).map(truth => yes - truth)

const compileShape = (name: string, shape: Shape): RangeCondition => {
  const test = shapeTest(shape)
  return open => {
    const variable = open.variables.get(name)
    return variable === undefined ? new Uint8Array(open.count).fill(test.ofUnknown) : judgeValues(test, variable)
  }
}

/** Whether each subject's value passes a test, as truth codes. */
export const judgeValues = (test: ShapeTest, variable: ValueColumn): Uint8Array => {
  const { kinds, numbers, texts } = variable
  const answers = textAnswers(test, texts)
  const truths = new Uint8Array(kinds.length)
  for (let subject = 0; subject < truths.length; subject += 1) {
    const number = numbers[subject]!
    switch (kinds[subject]) {
      case valueKind.number:
        truths[subject] = test.ofNumber(number, relationAt(variable, subject))
        break
      case valueKind.text:
        truths[subject] = answers[number]!
        break
      case valueKind.truth:
        truths[subject] = number === 1 ? test.ofTrue : test.ofFalse
        break
      case valueKind.date:
        truths[subject] = test.ofDay(number)
        break
      default:
        truths[subject] = test.ofUnknown
    }
  }
  return truths
}
