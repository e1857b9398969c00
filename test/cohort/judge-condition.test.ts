import { describe, expect, test } from 'vitest'
import { compileCondition, variablesOf } from '../../cohort/selection/compile-condition.js'
import { truthOf } from '../../cohort/truth-codes.js'
import { valueKind, valueWriter } from '../../cohort/variables/value-column.js'
import type { Condition } from '../../protocol/language/conditions.js'
import { told } from '../../words/told.js'

const columnOf = (value: boolean | null) => {
  const writer = valueWriter({ count: 1, ranks: new Int32Array(0) })
  if (value === null) writer.unknown(told`unclear`)
  else writer.known(valueKind.truth, Number(value), 0, null, Number.NaN)
  return writer.finish()
}

const variables = new Map([
  ['yes', columnOf(true)],
  ['no', columnOf(false)],
  ['unclear', columnOf(null)],
])

const judge = (condition: Condition) => truthOf(compileCondition(condition)({ count: 1, variables })[0] ?? -1)

const yes: Condition = { yes: 'is true' }
const no: Condition = { no: 'is true' }
const unclear: Condition = { unclear: 'is true' }

describe("conditions join by Kleene's rules", () => {
  test.each<[string, Condition, string]>([
    ['yes and unclear cannot tell', { all: [yes, unclear] }, 'unknown'],
    ['no and unclear is no', { all: [no, unclear] }, 'false'],
    ['yes or unclear is yes', { any: [yes, unclear] }, 'true'],
    ['no or unclear cannot tell', { any: [no, unclear] }, 'unknown'],
    ['not unclear cannot tell', { not: unclear }, 'unknown'],
    ['not no is yes', { not: no }, 'true'],
    ['several keys mean all', { yes: 'is true', no: 'is true' }, 'false'],
    ['all of nothing is yes', { all: [] }, 'true'],
    ['any of nothing is no', { any: [] }, 'false'],
    ['a name that is not derived cannot tell', { nowhere: 'is true' }, 'unknown'],
    ['conditions nest', { all: [{ any: [no, yes] }, { not: { all: [yes, no] } }] }, 'true'],
  ])('%s', (_, condition, truth) => expect(judge(condition)).toBe(truth))

  test('a condition names its variables once each', () => {
    expect(variablesOf({ all: [yes, { not: no }], any: [yes, unclear] })).toEqual(['yes', 'no', 'unclear'])
  })
})
