import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarDay, serialDay } from '../../harmonize/calendar.js'
import { dateFormat } from '../../harmonize/date-format.js'

test('every day number of a workbook is the day that the proleptic calendar counts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 61, max: 91_000 }), serial => {
      const expected = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
      expect(serialDay(serial, 1900)).toBe(expected)
      expect(serialDay(serial - 1462, 1904)).toBe(serial < 1462 ? null : expected)
    }),
  )
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
