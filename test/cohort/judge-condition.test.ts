import { describe, expect, test } from 'vitest'
import { judgeCondition, variablesOf } from '../../cohort/judge-condition.js'
import type { Condition } from '../../protocol/language/conditions.js'

const values = {
  yes: { value: true, relation: '=' },
  no: { value: false, relation: '=' },
  unclear: { value: null, relation: '=' },
} as const

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
  ])('%s', (_, condition, truth) => expect(judgeCondition(condition, values)).toBe(truth))

  test('a condition names its variables once each', () => {
    expect(variablesOf({ all: [yes, { not: no }], any: [yes, unclear] })).toEqual(['yes', 'no', 'unclear'])
  })
})
