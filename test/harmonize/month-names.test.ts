import { expect, test } from 'vitest'
import { monthLanguages } from '../../protocol/language/mapping/date-formats.js'
import { monthNamed, namesOf } from '../../harmonize/read/month-names.js'
import { dateFormat } from '../../harmonize/read/day-by-format.js'
import { isDateFormat } from '../../protocol/checks/check-day.js'

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
  expect(read('DD-MMM-YYYY', '05-Kurt-1971')).toBeNull()
  expect(read('DD-MMM-YYYY', '05-Ma-1971')).toBeNull()
  expect(read('DD-MMM-YYYY', '05-Maya-1971')).toBeNull()
})

test('every whole name is its own month in its language, and in all languages that month or none', () => {
  for (const language of monthLanguages) {
    for (let month = 1; month <= 12; month += 1) {
      const names = namesOf(language)[month - 1] ?? []
      expect(names.length).toBeGreaterThan(0)
      for (const name of names) {
        expect([name, monthNamed(name, language)]).toEqual([name, month])
        expect([month, null]).toContain(monthNamed(name.toUpperCase()))
      }
    }
  }
})

test('a name or its beginning is two months only where languages differ in it', () => {
  const open = monthLanguages.flatMap(language =>
    namesOf(language).flatMap(names => names.filter(name => monthNamed(name) === null)),
  )
  expect(new Set(open)).toEqual(new Set(['listopad', 'listopada']))
  expect(['lip', 'lis', 'srp', 'jui', 'cer'].map(name => monthNamed(name))).toEqual([null, null, null, null, null])
})
