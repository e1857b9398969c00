import { describe, expect, test } from 'vitest'
import { distanceInDays, namesIn, variableFacts } from '../../protocol/facts/variable-facts.js'
import { studyOf } from '../support/clinical-record.js'

/** What is known of `made` before any subject is read: kind, day, how far it looks, whether it says why, what it uses. */
const factsOf = (variables: string): string => {
  const made = variableFacts(studyOf(`variables: { ${variables} }`))['made']
  if (made === undefined) throw new Error('no variable')
  const { kind, hasDay, reach, justified, from } = made
  return [kind, hasDay ? 'day' : 'no day', reach, justified ? 'justified' : '-', from.join(' ')].join(', ')
}

const lab = (more: string): string => `made: { from: lab, ${more} }`
const why = 'afterIndex: { reason: r }'

describe('a measured variable', () => {
  test.each([
    ['made: { from: subject, value: age }', 'number, no day, 0, -, '],
    ['made: { from: subject, value: sex }', 'code, no day, 0, -, '],
    ['made: { from: subject, value: birthDate }', 'day, no day, 0, -, '],
    ['made: { from: subject, value: ageYears }', 'number, no day, 0, -, '],
    ['made: { from: disease, value: stage }', 'code, day, 0, -, '],
    ['made: { from: disease, value: date, pick: first }', 'day, day, 0, -, '],
    ['made: { from: procedure, pick: any }', 'boolean, no day, 0, -, '],
    ['made: { from: procedure }', 'boolean, no day, 0, -, '],
    ['made: { from: procedure, pick: count }', 'number, no day, 0, -, '],
    ['made: { from: adverseEvent, value: grade }', 'number, day, 0, -, '],
    [lab('value: result'), 'quantity, day, 0, -, '],
    ['made: { from: lab }', 'quantity, day, 0, -, '],
    [lab('pick: mean'), 'number, no day, 0, -, '],
    [lab('pick: nearest'), 'quantity, day, 0, -, '],
    [lab('pick: highest'), 'quantity, day, 0, -, '],
    [lab('pick: lowest'), 'quantity, day, 0, -, '],
    [lab('window: until the index date'), 'quantity, day, 0, -, '],
    [lab('window: any time'), 'quantity, day, Infinity, -, '],
    [lab(why), 'quantity, day, Infinity, justified, '],
    [lab('window: [~, 0 d]'), 'quantity, day, 0, -, '],
    [lab('window: [-7 d, 2 w]'), 'quantity, day, 14, -, '],
    [lab('window: [-7 d, -1 d]'), 'quantity, day, -1, -, '],
    [lab('window: [0 d, ~]'), 'quantity, day, Infinity, -, '],
    [
      `other: { from: procedure, value: date, pick: first, window: [~, 10 d] }, ${lab('window: { around: other, from: -1 d, to: 5 d }')}`,
      'quantity, day, 15, -, other',
    ],
    [lab('window: { around: other, from: -1 d, to: 5 d }'), 'quantity, day, 5, -, other'],
    [lab('window: { around: other, from: -1 d, to: ~ }'), 'quantity, day, Infinity, -, other'],
  ])('%s: %s', (variables, facts) => {
    expect(factsOf(variables)).toBe(facts)
  })
})

describe('a derived variable', () => {
  const two = `one: { from: lab, window: [~, 3 d] }, two: { from: disease, value: stage, window: [~, 8 d] }, why: { from: lab, ${why} }, sex: { from: subject, value: sex }`
  test.each([
    ['{ when: { all: [{ one: { above: 1 } }, { not: { two: { is: ii } } }] } }', 'boolean, no day, 8, -, one two'],
    ['{ firstKnown: [one, two] }', 'quantity, day, 8, -, one two'],
    ['{ firstKnown: [sex, one] }', 'code, no day, 3, -, sex one'],
    ['{ firstKnown: [none, sex] }', 'code, no day, 0, -, none sex'],
    ['{ sum: [one, sex] }', 'number, no day, 3, -, one sex'],
    ['{ daysBetween: [one, two] }', 'number, no day, 8, -, one two'],
    ['{ group: two, into: { a: [ii] } }', 'code, day, 8, -, two'],
    ['{ group: sex, into: { a: [m] } }', 'code, no day, 0, -, sex'],
    // What looks past the index date for a reason of its own does so for whatever rests on it.
    ['{ sum: [why, one] }', 'number, no day, 3, -, why one'],
    ['{ sum: [why, why] }', 'number, no day, 0, -, why why'],
  ])('%s: %s', (definition, facts) => {
    expect(factsOf(`${two}, made: ${definition}`)).toBe(facts)
  })
})

test.each([
  ['-28 d', -28],
  ['2w', 14],
  ['+1 m', 30.4375],
  ['0.5 y', 182.625],
  ['~', null],
  ['3', null],
  ['3 days', null],
])('the distance %s is %s days', (written, days) => {
  expect(distanceInDays(written)).toBe(days)
})

test('the names in a condition, with their places', () => {
  const condition = { a: { is: 1 }, any: [{ b: { is: 2 } }, { not: { all: [{ c: 'is known' }] } }] } as const
  expect(namesIn(condition as unknown as Parameters<typeof namesIn>[0])).toEqual([
    { name: 'a', path: ['a'] },
    { name: 'b', path: ['any', 0, 'b'] },
    { name: 'c', path: ['any', 1, 'not', 'all', 0, 'c'] },
  ])
})
