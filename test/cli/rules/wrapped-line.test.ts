import { expect, test } from 'vitest'
import { wrappedLine } from '../../../cli/wrapped-line.js'

test('a line that fits stays as it is, with its colours and spaces', () => {
  expect(wrappedLine('  labs.csv:  1 row', 18)).toEqual(['  labs.csv:  1 row'])
  expect(wrappedLine('\u001b[31m  labs.csv:  1 row\u001b[39m', 18)).toEqual(['\u001b[31m  labs.csv:  1 row\u001b[39m'])
})

test('a longer one goes on further in, and no word is divided', () => {
  expect(wrappedLine('  labs.csv: a number outside 5 to 100 g/L', 20)).toEqual([
    '  labs.csv: a number',
    '      outside 5 to',
    '      100 g/L',
  ])
  expect(wrappedLine('\u001b[31m  one two\u001b[39m three', 9)).toEqual(['\u001b[31m  one two\u001b[39m', '    three'])
})

test('signs of East Asia take two places, and a word that fits no line stays whole', () => {
  expect(wrappedLine('患者登记表 检验', 12)).toEqual(['患者登记表', '    检验'])
  expect(wrappedLine('  a averyverylongword b', 10)).toEqual(['  a', '     averyverylongword', '     b'])
})
