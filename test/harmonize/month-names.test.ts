import { expect, test } from 'vitest'
import { dateFormat } from '../../harmonize/read/day-by-format.js'
import { isDateFormat } from '../../protocol/checks/check-field.js'

const read = (format: string, text: string) => dateFormat(format)(text, undefined)

test.each([
  ['DD-MMM-YYYY', '05-Mar-1971', '1971-03-05'],
  ['DDMMMYYYY', '31DEC1969', '1969-12-31'],
  ['D MMM YYYY', '5 Sept. 1971', '1971-09-05'],
  ['MMM D, YYYY', 'February 29, 1972', '1972-02-29'],
  ['MMM D, YYYY', 'February 29, 1971', null],
])('a month is read by its English name: %s of %s', (format, text, expected) => {
  expect(isDateFormat(format)).toBe(true)
  expect(read(format, text)).toEqual({ precision: 'day', date: expected, time: null })
})

test('a month by its name without a day is partial', () => {
  expect(dateFormat('MMM YYYY')('Apr 1970', 'middle')).toEqual({ precision: 'month', date: '1970-04-15', time: null })
})

test('any other word is no month', () => {
  expect(read('DD-MMM-YYYY', '05-Mrz-1971')).toBeNull()
  expect(read('DD-MMM-YYYY', '05-Janvier-1971')).toBeNull()
})
