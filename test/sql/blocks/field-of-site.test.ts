import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SharedValue } from '../../../harmonize/shared-row.js'
import { fieldOfSite } from '../../../sql/blocks/field-of-site.js'
import { valueOfParts } from '../../../sql/blocks/value-parts.js'

const number = (value: number): SharedValue => ({ kind: 'number', number: value, received: String(value) })

const values = [null, number(10), number(20), number(30), number(40), number(50)]

const cases = fc.record({
  codes: fc.array(fc.nat({ max: values.length - 1 }), { minLength: 1, maxLength: 12 }),
  most: fc.nat({ max: values.length + 1 }),
  cut: fc.nat({ max: 12 }),
  turned: fc.boolean(),
})

test('however a field is cut and wherever its values stand, each row has its value', () => {
  fc.assert(
    fc.property(cases, ({ codes, most, cut, turned }) => {
      const field = fieldOfSite(values, most)
      const borders = [0, Math.min(cut, codes.length), codes.length]
      const found = borders.slice(1).flatMap((to, at) => {
        const from = borders[at]!
        const rows = Array.from({ length: to - from }, (_, row) => (turned ? to - from - 1 - row : row))
        const own = field.of(Uint8Array.from(codes.slice(from, to)), turned ? Int32Array.from(rows) : null)
        if (own !== null && field.dictionary !== null) expect(own.parts).toBe(field.dictionary)
        return rows.map((row, at) => [from + row, own === null ? null : own.valueAt(own.codes[at]!), own, at] as const)
      })
      for (const [row, value, own, at] of found) {
        expect(value).toEqual(values[codes[row]!])
        if (own !== null) expect(valueOfParts(own.parts, own.codes[at]!)).toEqual(value)
      }
    }),
  )
})

test('a block has the values of its own rows where there are more than stand once for a site', () => {
  expect(fieldOfSite(values).dictionary?.numbers).toEqual(Float64Array.of(Number.NaN, 10, 20, 30, 40, 50))
  const own = fieldOfSite(values, 2)
  expect(own.dictionary).toBeNull()
  expect(own.of(Uint8Array.of(5, 2), null)?.parts.numbers).toEqual(Float64Array.of(Number.NaN, 50, 20))
  expect(own.of(Uint8Array.of(0), null)).toBeNull()
})
