import { describe, expect, expectTypeOf, test } from 'vitest'
import { daysInMonth, isIsoDate, type IsoDate, isoDate } from '../../protocol/schema/iso-date.js'

describe('a calendar day', () => {
  test.each(['2021-04-30', '2021-12-31', '0001-01-01', '9999-12-31', '2020-02-29', '2000-02-29'])('is %s', text => {
    expect(isIsoDate(text)).toBe(true)
    expect(isoDate(text)).toBe(text)
  })

  test.each([
    ['2021-02-29', '1900-02-29', '2021-04-31', '2021-06-31', '2021-12-32', '2021-01-00', '2021-13-01', '2021-00-10'],
    ['2021-1-1', '20210101', 'x2021-01-01', '2021-01-01T00:00', '2021-01-01\n', '0000-01-01', '', 'not a date'],
  ])('is none of %s and the like', (...texts) => {
    for (const text of texts) {
      expect(isIsoDate(text)).toBe(false)
      expect(() => isoDate(text)).toThrow(new RangeError('a text that is no calendar day YYYY-MM-DD'))
    }
  })

  test('that is refused is not repeated in the message, since it may be a birthday', () => {
    expect(() => isoDate('1960-02-30')).not.toThrow(/1960/)
  })

  test('is no plain text to the compiler, though it is read as one', () => {
    expectTypeOf<string>().not.toExtend<IsoDate>()
    expectTypeOf<IsoDate>().toExtend<string>()
    // @ts-expect-error a text that nobody checked
    const unchecked: IsoDate = 'not a date'
    // @ts-expect-error a text that looks like a day and was not checked either
    const literal: IsoDate = '2024-03-31'
    expect([unchecked, literal]).toHaveLength(2)
  })
})

test('a century is a leap year only every four hundred years', () => {
  expect([1900, 2000, 2100, 2024, 2023].map(year => daysInMonth(year, 2))).toEqual([28, 29, 28, 29, 28])
  expect([4, 6, 9, 11, 1, 12].map(month => daysInMonth(2023, month))).toEqual([30, 30, 30, 30, 31, 31])
})
