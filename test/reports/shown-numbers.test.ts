import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formats } from '../../reports/layout/formats.js'
import { shownNumber } from '../../reports/layout/cell-layout.js'
import {
  decimalsBeside,
  fixed,
  pPhrase,
  pText,
  percentDecimals,
  ratioDecimals,
} from '../../reports/words/shown-numbers.js'

describe('a rounded number', () => {
  test.each([
    [0.0496, '0.0496'],
    [0.04996, '0.04996'],
    [0.0502, '0.0502'],
    [0.05, '0.050'],
    [0.0244, '0.024'],
    [0.0504999, '0.0505'],
    [0.9997, '1.000'],
    [0.00099, '<0.001'],
    [0.001, '0.001'],
  ])('P %d reads %s', (p, shown) => {
    expect(pText(p)).toBe(shown)
    expect(pPhrase(p)).toBe(shown.startsWith('<') ? 'P < 0.001' : `P = ${shown}`)
  })

  test.each([
    [[0.973, 0.996], 3, '0.973 0.996'],
    [[1.0031, 1.0419], 3, '1.003 1.042'],
    [[0.9996, 1.2], 4, '0.9996 1.2000'],
    [[0.4, 0.94], 2, '0.40 0.94'],
    [[1, 1.2], 2, '1.00 1.20'],
  ])('limits %j of a ratio have %d decimals', (limits, decimals, shown) => {
    expect(ratioDecimals(limits)).toBe(decimals)
    expect(limits.map(limit => fixed(limit, decimals)).join(' ')).toBe(shown)
  })

  test.each([
    [0.9996, 2, '99.96'],
    [0.0004, 2, '0.04'],
    [1, 1, '100.0'],
    [0, 1, '0.0'],
    [0.2571, 1, '25.7'],
  ])('the fraction %d has %d decimals in percent', (fraction, decimals, shown) => {
    expect(percentDecimals([fraction])).toBe(decimals)
    expect(fixed(100 * fraction, decimals)).toBe(shown)
  })

  test('is rounded as a spreadsheet rounds it, half away from zero', () => {
    expect([1.005, 0.995, -1.005, 2.5, -0.0004].map(value => fixed(value, 2))).toEqual([
      '1.01',
      '1.00',
      '-1.01',
      '2.50',
      '0.00',
    ])
  })

  test('never stands on a mark that the number itself is not at', () => {
    const near = fc.double({ min: -0.002, max: 0.002, noNaN: true })
    fc.assert(
      fc.property(near, fc.constantFrom(0, 0.05, 0.1, 1, 100), fc.integer({ min: 2, max: 4 }), (off, mark, least) => {
        const value = mark + off
        fc.pre(Math.abs(value - mark) > 1e-6)
        const decimals = decimalsBeside([value], least, [mark])
        expect(Number(fixed(value, decimals))).not.toBe(mark)
        expect(Math.sign(Number(fixed(value, decimals)) - mark)).toBe(Math.sign(off))
      }),
    )
  })

  test('reads the same in a cell as in words', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0011, max: 1, noNaN: true }), p => {
        expect(shownNumber(p, formats.p(p))).toBe(pText(p))
      }),
    )
  })
})
