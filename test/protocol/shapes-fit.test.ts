import { expect, test } from 'vitest'
import { checkShape } from '../../protocol/checks/check-conditions.js'
import type { Shape } from '../../protocol/language/shapes.js'
import type { StudyFindings } from '../../protocol/load/study-findings.js'

type Kind = Parameters<typeof checkShape>[4]

const errorOf = (kind: Kind, shape: Shape): readonly unknown[] => {
  const findings: StudyFindings = { errors: [], warnings: [] }
  checkShape(findings, 'study', ['variables', 'x'], shape, kind)
  return findings.errors.map(({ message, allowed }) => [message, allowed.join(', ')])
}

const shapes: Readonly<Record<string, Shape>> = {
  'is known': 'is known',
  'is unknown': 'is unknown',
  'is true': 'is true',
  'is false': 'is false',
  is: { is: 1 },
  in: { in: [1] },
  'not in': { 'not in': [1] },
  'at least': { 'at least': 1 },
  'at most': { 'at most': 1 },
  above: { above: 1 },
  below: { below: 1 },
  between: { between: [1, 2] },
}

// Sizes of days are compared with days.
const ofDays: Readonly<Record<string, Shape>> = {
  'at least': { 'at least': '2020-01-01' },
  'at most': { 'at most': '2020-01-01' },
  above: { above: '2020-01-01' },
  below: { below: '2020-01-01' },
  between: { between: ['2020-01-01', '2021-12-31'] },
}

const isDay = (kind: Kind): boolean => kind === 'day' || kind === 'date'

const known = ['is known', 'is unknown']
const listed = ['is', 'in', 'not in']
const numeric = ['at least', 'at most', 'above', 'below', 'between']

test.each<readonly [Kind, string, readonly string[]]>([
  ['code', 'a code', [...listed, ...known]],
  ['text', 'a text', [...listed, ...known]],
  ['number', 'a number', [...listed, ...numeric, ...known]],
  ['quantity', 'a quantity', [...listed, ...numeric, ...known]],
  ['day', 'a day', [...numeric, ...known]],
  ['date', 'a day', [...numeric, ...known]],
  ['boolean', 'true or false', ['is true', 'is false', 'is', ...known]],
])('of a %s, which is %s, one asks %j and nothing else', (kind, words, fitting) => {
  for (const [word, shape] of Object.entries(shapes)) {
    const one = kind === 'boolean' && word === 'is' ? { is: true } : isDay(kind) ? (ofDays[word] ?? shape) : shape
    const expected = fitting.includes(word) ? [] : [[`found '${word}', but x is ${words}`, fitting.join(', ')]]
    expect(errorOf(kind, one), word).toEqual(expected)
  }
})

test.each<readonly [Kind, Shape, string]>([
  ['boolean', { is: 1 }, 'found a number, but x is true or false'],
  ['day', { 'at least': 2020 }, 'found a number, but x is a day: compare it with a day, written YYYY-MM-DD'],
  ['date', { between: ['2020-01-01', 5] }, 'found a number, but x is a day: compare it with a day, written YYYY-MM-DD'],
  ['number', { below: '2020-01-01' }, 'found a text of 10 signs, but x is a number'],
  ['day', { between: ['2021-01-01', '2020-01-01'] }, 'found a range whose lower bound is above the upper one'],
  ['boolean', { is: 'yes' }, 'found a text of 3 signs, but x is true or false'],
  ['number', { in: [1, 'two'] }, 'found a text of 3 signs, but x is a number'],
  ['number', { is: true }, 'found the truth value true, but x is a number'],
  ['code', { 'not in': ['a', true] }, 'found the truth value true, but x is a code'],
  ['quantity', { is: true }, 'found the truth value true, but x is a quantity'],
  ['number', { between: [2, 1] }, 'found a range whose lower bound is above the upper one'],
])('of a %s %j is named', (kind, shape, message) => {
  expect(errorOf(kind, shape)).toEqual([[message, '']])
})

test.each<readonly [Kind, Shape]>([
  ['code', { is: 1 }],
  ['text', { is: 'a' }],
  ['quantity', { is: 'positive' }],
  ['number', { between: [1, 1] }],
])('of a %s %j may be asked', (kind, shape) => {
  expect(errorOf(kind, shape)).toEqual([])
})
