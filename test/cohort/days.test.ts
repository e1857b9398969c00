import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completedYears } from '../../cohort/days.js'
import { dayNumber, dayOfNumber } from '../../protocol/schema/day-numbers.js'
import { isIsoDate, isoDate } from '../../protocol/schema/iso-date.js'

const anyDay = fc.integer({ min: -300_000, max: 300_000 })

describe('days of the calendar', () => {
  test('a day and its number are two names of one thing', () => {
    fc.assert(fc.property(anyDay, number => dayNumber(dayOfNumber(number)) === number))
  })

  test('numbers agree with the calendar of UTC, on every day of eight centuries', () => {
    const wrong: number[] = []
    const [first, last] = [Date.UTC(1600, 0, 1), Date.UTC(2400, 11, 31)].map(time => time / 86_400_000)
    for (let number = first ?? 0; number <= (last ?? 0); number += 1) {
      const date = new Date(number * 86_400_000).toISOString().slice(0, 10)
      if (dayOfNumber(number) !== date || dayNumber(isoDate(date)) !== number) wrong.push(number)
    }
    expect(wrong).toEqual([])
  })

  test('1970-01-01 is day 0 and 2000-03-01 is day 11017', () => {
    expect([dayNumber(isoDate('1970-01-01')), dayNumber(isoDate('2000-03-01'))]).toEqual([0, 11017])
  })

  test('every day that a number has is a day that the calendar has', () => {
    fc.assert(fc.property(anyDay, number => isIsoDate(dayOfNumber(number))))
  })
})

describe('completed years', () => {
  test.each([
    ['the day before the birthday', '1960-06-15', '2020-06-14', 59],
    ['the birthday itself', '1960-06-15', '2020-06-15', 60],
    ['born on 29 February, 28 February of a common year', '1960-02-29', '2021-02-28', 60],
    ['born on 29 February, 1 March of a common year', '1960-02-29', '2021-03-01', 61],
    ['born on 29 February, 29 February of a leap year', '1960-02-29', '2020-02-29', 60],
    ['the day of birth', '1960-06-15', '1960-06-15', 0],
    ['the day before birth', '1960-06-15', '1960-06-14', -1],
  ] as const)('%s', (_, birth, day, years) =>
    expect(completedYears(dayNumber(isoDate(birth)), dayNumber(isoDate(day)))).toBe(years),
  )

  test('a year more is completed a calendar year later, whatever the day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 40_000 }), (birth, age) => {
        const years = completedYears(birth, birth + age)
        expect(Math.abs(years - age / 365.2425)).toBeLessThan(1.01)
        expect(completedYears(birth, birth + age + 1)).toBeGreaterThanOrEqual(years)
      }),
    )
  })
})
