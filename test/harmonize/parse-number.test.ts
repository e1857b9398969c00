import { describe, expect, test } from 'vitest'
import { decimalMarkOf, digitsToNumber, numberParts } from '../../harmonize/parse-number.js'
import { plainText } from '../../harmonize/plain-text.js'

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

  test.each([
    '',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x1F',
    '5-10',
    '3~5',
    '1 210',
    '2021-03-05',
    '12:30',
    'abc',
    '<',
    '10/12',
  ])('B17: %s is not one number', text => {
    expect(numberParts(plainText(text))).toBeNull()
  })
})

describe('decimal marks', () => {
  test('B14: a grouped number is read only when the column or the mapping decides', () => {
    expect(digitsToNumber('1,210', null)).toBeNull()
    expect(digitsToNumber('1,210', '.')).toBe(1210)
    expect(digitsToNumber('1,210', ',')).toBe(1.21)
    expect(digitsToNumber('1.210,5', ',')).toBe(1210.5)
    expect(digitsToNumber('1,2,3', '.')).toBeNull()
  })

  test.each([
    [['1,210', '1,234.5'], '.'],
    [['1,234,567'], '.'],
    [['12,5', '1,210'], ','],
    [['1.234.567'], ','],
    [['0,500'], ','],
    [['1,210', '35'], null],
    [['12,5', '1,234.5'], null],
    [[], null],
  ] as const)('B14: the column %j tells %s', (texts, mark) => {
    expect(decimalMarkOf(texts)).toBe(mark)
  })
})
