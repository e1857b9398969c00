import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareDisplayIds } from '../../protocol/language/display-order.js'

const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort(compareDisplayIds)

describe('the order of display ids', () => {
  test.each([
    ['row numbers stand as in their file, padded or not', ['10', '9', '1', '100'], ['1', '9', '10', '100']],
    ['padded ones too', ['010', '002', '100'], ['002', '010', '100']],
    ['digits count within an id', ['north-10', 'north-9', 'east-11'], ['east-11', 'north-9', 'north-10']],
    ['each group of digits counts', ['2-10', '2-9', '10-1'], ['2-9', '2-10', '10-1']],
    ['one number written in two ways keeps one order', ['01', '1', '001'], ['001', '01', '1']],
    ['a part stands before the whole', ['A1B', 'A1', 'A'], ['A', 'A1', 'A1B']],
    [
      'numbers beyond what a machine counts exactly',
      ['90071992547409931', '90071992547409930'],
      ['90071992547409930', '90071992547409931'],
    ],
  ])('%s', (_, ids, expected) => expect(sorted(ids)).toEqual(expected))

  test('is one order, whatever the order that they came in', () => {
    const id = fc.stringMatching(/^[A0-9-]{1,6}$/)
    fc.assert(
      fc.property(fc.uniqueArray(id), ids => {
        expect(sorted([...ids].reverse())).toEqual(sorted(ids))
      }),
    )
  })
})
