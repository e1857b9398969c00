import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarDay, serialDay } from '../../harmonize/read/calendar.js'
import { dateFormat } from '../../harmonize/read/day-by-format.js'

test('every day number of a workbook is the day that the proleptic calendar counts', () => {
  const wrong: number[] = []
  for (let serial = 61; serial <= 91_000; serial += 1) {
    const expected = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
    const later = serial < 1462 ? null : expected
    const read = [serialDay(serial, 1900), serialDay(serial + 0.99, 1900), serialDay(serial - 1462, 1904)]
    if (read[0] !== expected || read[1] !== expected || read[2] !== later) wrong.push(serial)
  }
  expect(wrong).toEqual([])
  expect([60, -1, Number.NaN, Infinity].map(serial => serialDay(serial, 1900))).toEqual([null, null, null, null])
  expect([-1, 0].map(serial => serialDay(serial, 1904))).toEqual([null, '1904-01-01'])
})

test.each([
  [1880, 1, 1, '1880-01-01'],
  [1879, 12, 31, null],
  [2299, 12, 31, '2299-12-31'],
  [2300, 1, 1, null],
  [2020, 0, 1, null],
  [2020, 13, 1, null],
  [2020, 1, 0, null],
  [2020, 4, 30, '2020-04-30'],
  [2020, 4, 31, null],
  [2020, 2, 29, '2020-02-29'],
  [2100, 2, 29, null],
  [2000, 2, 29, '2000-02-29'],
])('the day %d-%d-%d is %s', (year, month, day, expected) => {
  expect(calendarDay(year, month, day)).toBe(expected)
})

test('every calendar day is read back from each form that it is written in, with or without a time of day', () => {
  const formats: readonly [string, (year: number, month: number, day: number) => string][] = [
    ['YYYY年M月D日', (year, month, day) => `${year}年${month}月${day}日`],
    ['D.M.YYYY', (year, month, day) => `${day}.${month}.${year} 08:30:00`],
    ['YYYYMMDD', (year, month, day) => `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`],
  ]
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
      (year, month, day) => {
        const exists = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
        const expected = exists ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` : null
        expect(calendarDay(year, month, day)).toBe(expected)
        for (const [format, write] of formats)
          expect(dateFormat(format)(write(year, month, day), undefined)?.date ?? null).toBe(expected)
      },
    ),
  )
})
