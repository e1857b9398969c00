import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber } from '../../protocol/schema/day-numbers.js'
import { relationCode } from '../../protocol/schema/relations.js'
import { judgeShape } from '../../cohort/judge-shape.js'
import { shapeTest } from '../../cohort/shape-test.js'
import { truthOf } from '../../cohort/truth-codes.js'
import type { Shape } from '../../protocol/language/shapes.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

// Texts that are numbers as they are written, and texts that only look like them.
const anyScalar = fc.constantFrom(
  0,
  1,
  2.5,
  -3,
  '1',
  '1.0',
  '01',
  '',
  ' 1',
  '2.5',
  '1e3',
  'a',
  true,
  false,
  '2021-03-01',
)
const anyBound = fc.constantFrom<(number | string)[]>(-3, 0, 1, 2.5, 10, '2021-02-28', '2021-03-01', '2021-03-02')
const anyShape: fc.Arbitrary<Shape> = fc.oneof(
  fc.constantFrom<Shape[]>('is known', 'is unknown', 'is true', 'is false'),
  anyScalar.map(is => ({ is })),
  fc.array(anyScalar, { minLength: 1, maxLength: 3 }).map(scalars => ({ in: scalars })),
  fc.array(anyScalar, { minLength: 1, maxLength: 3 }).map(scalars => ({ 'not in': scalars })),
  anyBound.map(bound => ({ 'at least': bound })),
  anyBound.map(bound => ({ 'at most': bound })),
  anyBound.map(above => ({ above })),
  anyBound.map(below => ({ below })),
  fc.tuple(anyBound, anyBound).map(between => ({ between })),
)

test('a shape made ready answers as the shape itself does', () => {
  const number = fc.constantFrom(-3, 0, 1, 2.5, 10, 1_000)
  const relation = fc.constantFrom('=' as const, '=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const)
  const date = fc.constantFrom('2021-03-01', '2021-03-02').map(isoDate)
  const text = fc.constantFrom('a', '1', '1.0', '2.5', '')
  fc.assert(
    fc.property(anyShape, number, relation, date, text, (shape, value, related, day, word) => {
      const ready = shapeTest(shape)
      const plainly = (known: string | number | boolean | null) => judgeShape(shape, { value: known, relation: '=' })
      expect(truthOf(ready.ofNumber(value, relationCode(related)))).toBe(
        judgeShape(shape, { value, relation: related }),
      )
      expect(truthOf(ready.ofDay(dayNumber(day)))).toBe(plainly(day))
      expect(truthOf(ready.ofText(word))).toBe(plainly(word))
      expect([ready.ofUnknown, ready.ofFalse, ready.ofTrue].map(truthOf)).toEqual([null, false, true].map(plainly))
    }),
    { numRuns: 2_000 },
  )
})
