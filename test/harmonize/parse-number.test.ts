import { describe, expect, test } from 'vitest'
import { decimalMarksOf, digitsToNumber, numberParts, untold } from '../../harmonize/read/parse-number.js'
import { plainText } from '../../harmonize/read/plain-text.js'

describe('numbers in parts', () => {
  test.each([
    ['35', '=', '35', ''],
    ['３５．２', '=', '35.2', ''],
    ['\u3000 -4.5\u00a0', '=', '-4.5', ''],
    ['−4.5', '=', '-4.5', ''],
    ['<20', '<', '20', ''],
    ['＞1210', '>', '1210', ''],
    ['≥ 5', '>=', '5', ''],
    ['≤0.1', '<=', '0.1', ''],
    ['35.2g/L', '=', '35.2', 'g/L'],
    ['1.5 ×10⁹/L', '=', '1.5', '×10^9/L'],
    ['1e3', '=', '1e3', ''],
    ['5/uL', '=', '5', '/uL'],
  ])('B1, B13, B15: %s', (text, relation, digits, rest) => {
    expect(numberParts(plainText(text))).toEqual({ relation, digits, rest })
  })

  test.each(['', 'NaN', 'Infinity', '-Infinity', '0x1F', 'abc', '<'])('B17: %s does not begin with a number', text => {
    expect(numberParts(plainText(text))).toBeNull()
  })
})

describe('decimal marks', () => {
  const point = { decimal: '.', contradicted: false } as const
  const comma = { decimal: ',', contradicted: false } as const
  const both = { decimal: null, contradicted: true } as const

  test('B14: a grouped number is read only when the column or the mapping decides', () => {
    expect(digitsToNumber('1,210', untold)).toBeNull()
    expect(digitsToNumber('1,210', point)).toBe(1210)
    expect(digitsToNumber('1,210', comma)).toBe(1.21)
    expect(digitsToNumber('1.210,5', comma)).toBe(1210.5)
    expect(digitsToNumber('1,2,3', point)).toBeNull()
  })

  test.each([
    ['3.125', null],
    ['12,345', null],
    ['-3.125', null],
    ['4,1', 4.1],
    ['4.1', 4.1],
    ['0.125', 0.125],
    ['0,125', 0.125],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1234.125', 1234.125],
    ['17', 17],
  ])('where a column shows both marks, %s is %s', (digits, number) => {
    expect(digitsToNumber(digits, both)).toBe(number)
  })

  test.each([
    [['1,210', '1,234.5'], null, '.', false],
    [['1,234,567'], null, '.', false],
    [['12,5', '1,210'], null, ',', false],
    [['1.234.567'], null, ',', false],
    [['0,500'], null, ',', false],
    [['1,210', '35'], null, null, false],
    [['1,210', '4.1'], null, null, false],
    [['12,5', '1,234.5'], null, null, true],
    [['4,1', '4.1', '3.125'], null, null, true],
    [['4.1', '3.125'], ',', ',', true],
    [['4,1', '12,345'], '.', '.', true],
    [['12,5', '3.125'], ',', ',', false],
    [[], null, null, false],
  ] as const)('B14: the column %j under %s tells %s, contradicted %s', (texts, named, decimal, contradicted) => {
    expect(decimalMarksOf(texts, named)).toEqual({ decimal, contradicted })
  })
})
