import { describe, expect, test } from 'vitest'
import { builtinFormat } from '../../sources/workbook/builtin-formats.js'
import { cellFormat, isPlainFormat, leastDigits, thousandsLeftOut } from '../../sources/workbook/cell-format.js'
import { shownNumber } from '../../sources/workbook/shown-number.js'

// ECMA-376, part 1, 18.8.30; 27 to 36 and 50 to 58 as a program in Chinese has them.
const builtin: readonly (readonly [ids: string, code: string, shows: string])[] = [
  ['5', '$#,##0_);\\($#,##0\\)', 'number'],
  ['6', '$#,##0_);[Red]\\($#,##0\\)', 'number'],
  ['7', '$#,##0.00_);\\($#,##0.00\\)', 'number'],
  ['8', '$#,##0.00_);[Red]\\($#,##0.00\\)', 'number'],
  ['9', '0%', 'number'],
  ['10', '0.00%', 'number'],
  ['14', 'm/d/yyyy', 'day'],
  ['15', 'd-mmm-yy', 'day'],
  ['16', 'd-mmm', 'day without its year'],
  ['17', 'mmm-yy', 'month'],
  ['18', 'h:mm AM/PM', 'time'],
  ['19', 'h:mm:ss AM/PM', 'time'],
  ['20', 'h:mm', 'time'],
  ['21', 'h:mm:ss', 'time'],
  ['22', 'm/d/yyyy h:mm', 'day'],
  ['27 36 50 52 57', 'yyyy"年"m"月"', 'month'],
  ['28 29 51 53 54 58', 'm"月"d"日"', 'day without its year'],
  ['30', 'm-d-yy', 'day'],
  ['31', 'yyyy"年"m"月"d"日"', 'day'],
  ['32', 'h"时"mm"分"', 'time'],
  ['33', 'h"时"mm"分"ss"秒"', 'time'],
  ['34 55', 'AM/PMh"时"mm"分"', 'time'],
  ['35 56', 'AM/PMh"时"mm"分"ss"秒"', 'time'],
  ['45', 'mm:ss', 'time'],
  ['46', '[h]:mm:ss', 'time'],
  ['47', 'mmss.0', 'time'],
  ['0 1 2 37 48 49 163 1000', 'General', 'number'],
]

test.each(builtin)('the formats %s are %s and show a %s', (ids, code, shows) => {
  for (const id of ids.split(' ')) expect(builtinFormat(Number(id))).toBe(code)
  const format = cellFormat(code)
  expect(format.kind === 'date' ? format.shows : format.kind).toBe(shows)
})

test.each([
  ['yyyy', 'year'],
  ['yy', 'year'],
  ['e', 'year'],
  ['ggge', 'year'],
  ['bbbb', 'year'],
  ['yyyy-mm', 'month'],
  ['m.yy', 'month'],
  ['yyyy dd', 'time'],
  ['yyyy-mm-dd', 'day'],
  ['d/m/yy', 'day'],
  ['dddd', 'time'],
  ['ddd d/m/y', 'day'],
  ['mm-dd', 'day without its year'],
  ['mm', 'time'],
  ['hh:mm', 'time'],
  ['mm:ss.00', 'time'],
  ['[mm]:ss', 'time'],
  ['[ss]', 'time'],
  ['yyyy hh:mm', 'year'],
  ['yyyy mm:ss', 'year'],
  ['yyyy-mm hh:mm', 'month'],
  ['A/P h', 'time'],
  ['[Red]yyyy', 'year'],
  ['"day" yyyy', 'year'],
  ['\\d yyyy', 'year'],
  ['_d yyyy', 'year'],
  ['0.0 "d"', 'number'],
  ['@', 'number'],
  ['General', 'number'],
  ['"yes"', 'number'],
])('%s shows a %s', (code, shows) => {
  const format = cellFormat(code)
  expect(format.kind === 'date' ? format.shows : format.kind).toBe(shows)
})

const shown = (code: string, number: number): string => {
  const format = cellFormat(code)
  if (format.kind === 'date') return 'a date'
  const found = shownNumber(format.sections, number)
  return found.kind === 'text'
    ? `'${found.text}'`
    : found.kind === 'number'
      ? `${found.text} = ${found.number}`
      : found.kind
}

describe('what a format shows of a number', () => {
  test.each([
    // Sections by sign.
    ['0"a";0"b";0"c"', 1, '1a = 1'],
    ['0"a";0"b";0"c"', -1, '-1b = -1'],
    ['0"a";0"b";0"c"', 0, '0c = 0'],
    ['0"a";0"b"', 0, '0a = 0'],
    ['0"a"', -1, '-1a = -1'],
    ['0"a"', 0, '0a = 0'],
    // Sections by conditions; where none holds, nothing is shown.
    ['[<5]"low";0', 4, "'low'"],
    ['[<5]"low";0', 5, 'as stored'],
    ['[<=5]"low";0', 5, "'low'"],
    ['[<=5]"low";0', 6, 'as stored'],
    ['[>5]"high";0', 6, "'high'"],
    ['[>5]"high";0', 5, 'as stored'],
    ['[>=5]"high";0', 5, "'high'"],
    ['[>=5]"high";0', 4, 'as stored'],
    ['[=5]"five";0', 5, "'five'"],
    ['[=5]"five";0', 4, 'as stored'],
    ['[<>5]"other";0', 4, "'other'"],
    ['[<>5]"other";0', 5, 'as stored'],
    ['[<-1.5]"low";0', -2, "'low'"],
    ['[<5]0', 6, 'hidden'],
    ['[=1]"a";[=2]"b";[=3]"c";0', 3, "'c'"],
    ['[=1]"a";[=2]"b";[=3]"c";"d"', 4, 'hidden'],
    [';;;', 3, 'hidden'],
    ['0;;', -3, 'hidden'],
    // Words, signs, percents, thousands.
    ['"none"', 3, "'none'"],
    ['"-"', 3, 'as stored'],
    ['" ( ) + - "', 3, 'as stored'],
    ['0%', 0.5, '50% = 50'],
    ['0%%', 0.5, '5000%% = 5000'],
    ['0.0%', 0.07, '7% = 7'],
    ['0,', 5000, '5 = 5'],
    ['0,,', 5_000_000, '5 = 5'],
    ['0,.0', 5500, '5.5 = 5.5'],
    ['#,##0', 5000, 'as stored'],
    ['0 "mg"', 3, '3mg = 3'],
    ['"<" 0', 3, '<3 = 3'],
    ['[$€-407] 0', 3, '€3 = 3'],
    ['[$-407]0', 3, 'as stored'],
    ['[Red]0', 3, 'as stored'],
    ['# ?/?', 0.5, 'as stored'],
    ['0.00E+00', 1e9, 'as stored'],
    // Zeros and signs between digits.
    ['00', 7, "'07'"],
    ['00', 123, "'123'"],
    ['00', 0, "'00'"],
    ['#0', 7, 'as stored'],
    ['00', -7, 'as stored'],
    ['00', 7.5, 'as stored'],
    ['00', 2 ** 53, 'as stored'],
    ['00.0', 7, 'as stored'],
    ['00%', 0.07, '7% = 7'],
    ['00,', 7000, '7 = 7'],
    ['00-00', 123, "'01-23'"],
    ['##-00', 7, "'-07'"],
    ['#-00', 1234, "'12-34'"],
    ['"P-"000', 7, "'P-007'"],
    ['000" x"', 7, "'007 x'"],
  ])('%s of %d: %s', (code, number, expected) => {
    expect(shown(code, number)).toBe(expected)
  })
})

describe('a format that shows just what is stored', () => {
  test.each([
    ['General', true],
    ['0', true],
    ['0.00', true],
    ['#,##0.00', true],
    ['0_);\\(0\\)', true],
    ['0 ', true],
    ['yyyy-mm-dd', true],
    ['yyyy-mm', false],
    ['0%', false],
    ['0"%"', false],
    ['00', false],
    ['0,', false],
    ['0;-0;"none"', false],
    ['[<5]0;0', false],
    ['0;', false],
    ['"-"', false],
  ])('%s: %s', (code, plain) => {
    expect(isPlainFormat(cellFormat(code))).toBe(plain)
  })

  test.each([
    ['0', 1, 0],
    ['#', 0, 0],
    ['#,##0', 1, 0],
    ['000.00', 3, 0],
    ['00E+00', 2, 0],
    ['00/00', 2, 0],
    ['0,', 1, 1],
    ['0,,', 1, 2],
    ['#,##0,.0', 1, 1],
    ['?,', 0, 1],
  ])('%s shows at least %d digits and leaves out %d thousands', (code, digits, thousands) => {
    const format = cellFormat(code)
    const [section] = format.kind === 'number' ? format.sections : []
    if (section === undefined) throw new Error('no section')
    expect([leastDigits(section), thousandsLeftOut(section)]).toEqual([digits, thousands])
  })
})
