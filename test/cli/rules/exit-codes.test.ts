import { expect, test } from 'vitest'
import { exitCodeOf, gravest } from '../../../cli/exit-codes.js'

// The order that the product promises: 4 > 2 > 5 > 3 > 1 > 0.
const byGravity = [4, 2, 5, 3, 1, 0]

test.each(byGravity.map((code, at) => [code, byGravity.slice(at)]))(
  '%i is told where it meets only %j',
  (code, met) => {
    expect(gravest(met)).toBe(code)
    expect(gravest([...met].reverse())).toBe(code)
    expect(gravest([...met, ...met])).toBe(code)
  },
)

test('nothing to tell is done', () => {
  expect(gravest([])).toBe(0)
})

test.each([
  ['ServiceUnavailable', 4],
  ['SchemaNewerThanCode', 4],
  ['StudyInvalid', 2],
  ['StudyNotFound', 2],
  ['DataCutRefused', 2],
  ['IdentityKeyMissing', 2],
  ['IdentityKeyDiffers', 2],
  ['NothingToReuse', 2],
  ['OptionInvalid', 5],
  ['RunNotFound', 5],
  ['SubjectNotFound', 5],
  ['NothingToAccept', 5],
  ['Cancelled', 5],
  ['Error', 5],
])('%s leads to %i', (name, code) => {
  expect(exitCodeOf(name)).toBe(code)
})
