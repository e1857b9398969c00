import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addNumbers, highestOf, lowestOf, rangeOf, type RelatedNumber } from '../../cohort/number-range.js'
import type { Relation } from '../../protocol/schema/relations.js'

const written = (text: string): RelatedNumber => {
  const [, relation, number] = /^(<=|>=|<|>)?(.+)$/.exec(text) ?? []
  return { number: Number(number), relation: (relation ?? '=') as Relation }
}

describe('numbers some of which are limits', () => {
  test.each([
    [['10', '30', '20'], '30', '10'],
    [['>1210', '800'], '>1210', '800'],
    [['>1210', '1500'], '>=1500', '<=1500'],
    [['<20', '35'], '35', '<20'],
    [['<20', '10'], '>=10', '<=10'],
    [['<20', '<10'], '<20', '<10'],
    [['>=5', '5'], '>=5', '5'],
  ])('of %j the highest is %s and the lowest %s', (texts, highest, lowest) => {
    const numbers = texts.map(written)
    expect(highestOf(numbers)).toEqual(written(highest))
    expect(lowestOf(numbers)).toEqual(written(lowest))
  })

  test('the highest that is said contains the highest that is', () => {
    const relation = fc.constantFrom<Relation>('=', '<', '<=', '>', '>=')
    const limit = fc.record({ number: fc.integer({ min: -5, max: 5 }), relation })
    fc.assert(
      fc.property(fc.array(fc.tuple(limit, fc.integer({ min: -9, max: 9 })), { minLength: 1 }), pairs => {
        const inside = ({ number, relation: related }: RelatedNumber, value: number): boolean => {
          const { low, lowOpen, high, highOpen } = rangeOf({ number, relation: related })
          return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high)
        }
        fc.pre(pairs.every(([each, value]) => inside(each, value)))
        const limits = pairs.map(([each]) => each)
        const exact = pairs.map(([, value]) => value)
        expect(inside(highestOf(limits), Math.max(...exact))).toBe(true)
        expect(inside(lowestOf(limits), Math.min(...exact))).toBe(true)
      }),
    )
  })

  test('a sum with a limit is a limit, and limits in both directions tell nothing', () => {
    expect(addNumbers([written('3'), written('>4')])).toEqual(written('>7'))
    expect(addNumbers([written('>3'), written('<4')])).toBeNull()
  })
})
