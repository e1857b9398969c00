import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeShape } from '../../cohort/judge-shape.js'
import type { Relation } from '../../protocol/schema/relations.js'
import type { Shape } from '../../protocol/language/shapes.js'

const number = (relation: Relation, value: number) => ({ value, relation })

describe('a number known only as a limit tells what it can', () => {
  test.each<[string, Relation, number, Shape, string]>([
    ['>1210 is above 400', '>', 1210, { above: 400 }, 'true'],
    ['>1210 is not at most 400', '>', 1210, { 'at most': 400 }, 'false'],
    ['<20 is at most 400', '<', 20, { 'at most': 400 }, 'true'],
    ['<20 is not at least 20', '<', 20, { 'at least': 20 }, 'false'],
    ['<=20 cannot tell whether it is at least 20', '<=', 20, { 'at least': 20 }, 'unknown'],
    ['>400 is above 400', '>', 400, { above: 400 }, 'true'],
    ['>=400 cannot tell whether it is above 400', '>=', 400, { above: 400 }, 'unknown'],
    ['>=400 is at least 400', '>=', 400, { 'at least': 400 }, 'true'],
    ['>300 cannot tell whether it is above 400', '>', 300, { above: 400 }, 'unknown'],
    ['<500 cannot tell whether it is at most 400', '<', 500, { 'at most': 400 }, 'unknown'],
    ['>5 is not between 1 and 5', '>', 5, { between: [1, 5] }, 'false'],
    ['>=5 cannot tell whether it is between 1 and 5', '>=', 5, { between: [1, 5] }, 'unknown'],
    ['>5 is not 5', '>', 5, { is: 5 }, 'false'],
    ['>5 cannot tell whether it is 7', '>', 5, { is: 7 }, 'unknown'],
    ['>5 is in none of 1, 2 and 5', '>', 5, { in: [1, 2, 5] }, 'false'],
    ['>5 is not in 1, 2 and 5', '>', 5, { 'not in': [1, 2, 5] }, 'true'],
    ['a limit is known', '>', 5, 'is known', 'true'],
  ])('%s', (_, relation, value, shape, truth) => expect(judgeShape(shape, number(relation, value))).toBe(truth))

  test('what a limit tells holds for every number within it', () => {
    const relations = ['<', '<=', '>', '>='] as const
    const within = {
      '<': (x: number, y: number) => x < y,
      '<=': (x: number, y: number) => x <= y,
      '>': (x: number, y: number) => x > y,
      '>=': (x: number, y: number) => x >= y,
    }
    const small = fc.integer({ min: -4, max: 4 })
    const shape = fc.oneof(
      small.map((bound): Shape => ({ 'at least': bound })),
      small.map((bound): Shape => ({ 'at most': bound })),
      small.map((bound): Shape => ({ above: bound })),
      small.map((bound): Shape => ({ below: bound })),
      small.map((bound): Shape => ({ is: bound })),
      fc.array(small, { minLength: 1 }).map((all): Shape => ({ in: all })),
      fc.tuple(small, small).map((ends): Shape => ({ between: ends })),
    )
    fc.assert(
      fc.property(fc.constantFrom(...relations), small, small, shape, (relation, limit, exact, asked) => {
        fc.pre(within[relation](exact, limit))
        const told = judgeShape(asked, number(relation, limit))
        if (told !== 'unknown') expect(judgeShape(asked, number('=', exact))).toBe(told)
      }),
    )
  })
})

describe('codes and truth values', () => {
  test.each<[string, string | number | boolean | null, Shape, string]>([
    ['a code that is asked for', 'imaging', { in: ['pathology', 'imaging'] }, 'true'],
    ['a code that is not', 'clinical', { in: ['pathology', 'imaging'] }, 'false'],
    ['a code beside those named', 'clinical', { 'not in': ['imaging'] }, 'true'],
    ['a number written as a code', '2', { is: 2 }, 'true'],
    ['a score written as a code', '2', { 'at most': 2 }, 'true'],
    ['a code where a number is asked', 'positive', { 'at most': 2 }, 'unknown'],
    ['yes where yes is asked', true, 'is true', 'true'],
    ['no where yes is asked', false, 'is true', 'false'],
    ['no where no is asked', false, 'is false', 'true'],
    ['a day on the first of a range', '2020-01-01', { between: ['2020-01-01', '2021-12-31'] }, 'true'],
    ['a day on the last of a range', '2021-12-31', { between: ['2020-01-01', '2021-12-31'] }, 'true'],
    ['a day behind a range', '2022-01-01', { between: ['2020-01-01', '2021-12-31'] }, 'false'],
    ['a day before a day', '2019-12-31', { below: '2020-01-01' }, 'true'],
    ['a day that is the day', '2020-01-01', { below: '2020-01-01' }, 'false'],
    ['a day that is the last allowed', '2020-01-01', { 'at most': '2020-01-01' }, 'true'],
    ['a day that is not later', '2020-01-01', { above: '2020-01-01' }, 'false'],
    ['a day from the day on', '2020-01-01', { 'at least': '2020-01-01' }, 'true'],
    ['a day where a number is asked', '2020-01-01', { 'at least': 2020 }, 'unknown'],
    ['a number where a day is asked', 2020, { 'at least': '2020-01-01' }, 'unknown'],
    ['no day where a day is asked', null, { between: ['2020-01-01', '2021-12-31'] }, 'unknown'],
    ['nothing where a code is asked', null, { is: 'imaging' }, 'unknown'],
    ['nothing where another code is asked', null, { 'not in': ['imaging'] }, 'unknown'],
    ['nothing where something is asked', null, 'is known', 'false'],
    ['nothing where nothing is asked', null, 'is unknown', 'true'],
  ])('%s', (_, value, shape, truth) => expect(judgeShape(shape, { value, relation: '=' })).toBe(truth))
})
