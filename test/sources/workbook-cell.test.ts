import { describe, expect, test } from 'vitest'
import { cellFormat } from '../../sources/workbook/cell-format.js'
import { dayNumber } from '../../sources/workbook/day-number.js'
import { workbookCell } from '../../sources/workbook/workbook-cell.js'

type Value = Parameters<typeof workbookCell>[0]
type Detail = Parameters<typeof workbookCell>[1]['detail']

const cell = (value: Value, format = '', epoch: 1900 | 1904 = 1900, detail?: Detail) =>
  workbookCell(value, { detail, format: format === '' ? undefined : cellFormat(format), epoch })

const day = (text: string): Date => new Date(`${text}T00:00:00Z`)
const whole = (date: string) => ({ kind: 'date', text: date, date })
const faulty = (text: string) => ({ kind: 'error', text })

describe('a day', () => {
  const uncertain = faulty('a day number without a certain day')
  const year = faulty('a year that a date format turned into a day')

  test.each<[string, string, 1900 | 1904, object]>([
    ['2020-02-29', '', 1900, whole('2020-02-29')],
    ['2020-02-29', 'dd.mm.yyyy', 1904, whole('2020-02-29')],
    ['1900-03-01', '', 1900, whole('1900-03-01')],
    ['1900-02-28', '', 1900, uncertain],
    ['1904-01-02', '', 1904, whole('1904-01-02')],
    ['1904-01-01', '', 1904, uncertain],
    ['1900-03-01', '', 1904, uncertain],
    ['+012020-01-01', '', 1900, uncertain],
    // The day numbers 1900 to 2100 are years that somebody typed.
    ['1905-03-13', '', 1900, whole('1905-03-13')],
    ['1905-03-14', '', 1900, year],
    ['1905-09-30', '', 1900, year],
    ['1905-10-01', '', 1900, whole('1905-10-01')],
    ['1909-03-15', '', 1904, year],
    ['1909-10-02', '', 1904, whole('1909-10-02')],
    ['2020-03-17', 'yyyy-mm', 1900, { kind: 'date', text: '2020-03', date: '2020-03-01', precision: 'month' }],
    ['2020-03-17', 'yyyy', 1900, { kind: 'date', text: '2020', date: '2020-01-01', precision: 'year' }],
    [
      '2020-03-17',
      'd-mmm',
      1900,
      faulty('a day whose format shows no year: the workbook may have added one; show the year'),
    ],
    ['2020-03-17', 'h:mm', 1900, faulty('a time of day or weekday without its day; show the whole day')],
    ['2020-03-17', '0.00 "kr"', 1900, faulty('an amount of money')],
  ])('%s as %j, counted from %d', (text, format, epoch, expected) => {
    expect(cell(day(text), format, epoch)).toEqual(expected)
  })

  test('that does not exist', () => {
    expect(cell(new Date(Number.NaN))).toEqual(faulty('a day that does not exist'))
  })

  test('and its number, with the time as a fraction', () => {
    expect(dayNumber(day('1900-03-01'), 1900)).toBe(61)
    expect(dayNumber(day('2020-01-01'), 1900)).toBe(43_831)
    expect(dayNumber(day('1904-01-02'), 1904)).toBe(1)
    expect(dayNumber(new Date('2020-01-01T06:00:00Z'), 1904)).toBe(42_369.25)
    expect(dayNumber(new Date('2020-01-01T08:00:00Z'), 1900)).toBe(43_831.333333333)
  })

  test('with its time is no typed year', () => {
    const timed = { kind: 'date', text: '1905-07-12 06:00', date: '1905-07-12', time: 21_600 }
    expect(cell(new Date('1905-07-12T06:00:00Z'))).toEqual(timed)
  })
})

describe('a time beside a day', () => {
  test.each([
    ['2020-03-05T14:05:00Z', '2020-03-05 14:05', 50_700],
    ['2020-03-05T14:05:09.4Z', '2020-03-05 14:05:09', 50_709],
    ['2020-03-05T00:00:01Z', '2020-03-05 00:00:01', 1],
    ['2020-03-05T23:59:59.9Z', '2020-03-05 23:59:59', 86_399],
  ])('%s', (stored, text, time) => {
    expect(cell(new Date(stored))).toEqual({ kind: 'date', text, date: '2020-03-05', time })
  })

  test('midnight is the day alone, and a format that shows a month shows no time', () => {
    expect(cell(new Date('2020-03-05T00:00:00.2Z'))).toEqual(whole('2020-03-05'))
    const month = { kind: 'date', text: '2020-03', date: '2020-03-01', precision: 'month' }
    expect(cell(new Date('2020-03-05T14:05:00Z'), 'yyyy-mm')).toEqual(month)
  })
})

describe('a number, a truth, a text, nothing', () => {
  test.each<[Value, string, object]>([
    [5, '', { kind: 'number', text: '5', number: 5 }],
    [0.97, '0%', { kind: 'number', text: '97%', number: 97, shown: true }],
    [7, '000', { kind: 'text', text: '007' }],
    [7, 'yyyy-mm-dd', { kind: 'number', text: '7', number: 7 }],
    [3, ';;;', faulty('a number that its format hides')],
    [true, '', { kind: 'text', text: 'TRUE' }],
    [false, '0%', { kind: 'text', text: 'FALSE' }],
    ['x', '0%', { kind: 'text', text: 'x' }],
    ['', '', { kind: 'empty' }],
    [' ', '', { kind: 'empty' }],
    [null, '', { kind: 'empty' }],
    ['x'.repeat(32_767), '', { kind: 'text', text: 'x'.repeat(32_767) }],
    ['x'.repeat(32_768), '', faulty('longer than 32767 characters')],
    ['a\u0007', '', faulty('spoilt characters')],
  ])('%j as %j', (value, format, expected) => {
    expect(cell(value, format)).toEqual(expected)
  })

  test('in a workbook that counts from 1904, of which a number tells', () => {
    expect(cell(5, '', 1904)).toEqual({ kind: 'number', text: '5', number: 5, epoch: 1904 })
    expect(cell(0.5, '0%', 1904)).toEqual({ kind: 'number', text: '50%', number: 50, epoch: 1904, shown: true })
  })
})

describe('an error or a formula', () => {
  const changing = faulty('a formula that changes by the day')

  test.each<[Value, Detail, object]>([
    ['#N/A', { value: '#N/A', type: 'error' }, faulty('#N/A')],
    [null, { value: null, type: 'error' }, faulty('#ERROR')],
    [5, { value: 5, type: 'formula', formula: '2+3' }, { kind: 'number', text: '5', number: 5 }],
    [null, { value: null, type: 'formula', formula: 'A1' }, faulty('a formula without a stored result')],
    [null, { value: null, type: 'empty' }, { kind: 'empty' }],
    ...['TODAY()', 'A1-NOW ()', 'rand()*2', 'RANDBETWEEN(1,2)', 'SUM(RANDARRAY(5))'].map(
      (formula): [Value, Detail, object] => [5, { value: 5, type: 'formula', formula }, changing],
    ),
    ...['BIRTODAY()', 'TODAY', 'RANDOM(1)', 'KNOW(1)'].map((formula): [Value, Detail, object] => [
      5,
      { value: 5, type: 'formula', formula },
      { kind: 'number', text: '5', number: 5 },
    ]),
  ])('%j of %j', (value, detail, expected) => {
    expect(cell(value, '', 1900, detail)).toEqual(expected)
  })
})
