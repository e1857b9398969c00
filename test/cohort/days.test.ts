import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completedYears, dayNumber, dayOfNumber, daysInMonth, isCalendarDay } from '../../cohort/days.js'

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
      if (dayOfNumber(number) !== date || dayNumber(date) !== number) wrong.push(number)
    }
    expect(wrong).toEqual([])
  })

  test('a day that is not written YYYY-MM-DD has no number', () => {
    for (const text of ['2021-1-1', '20210101', 'x2021-01-01', '2021-01-01T00:00']) {
      expect(() => dayNumber(text)).toThrow(new RangeError('a day is written YYYY-MM-DD'))
    }
  })

  test.each([
    ['2021-04-30', true],
    ['2021-06-31', false],
    ['2021-12-31', true],
    ['2021-12-32', false],
    ['2021-01-00', false],
    ['0001-01-01', true],
    ['2020-02-29', true],
  ])('the calendar has the day %s: %s', (text, has) => {
    expect(isCalendarDay(text)).toBe(has)
  })

  test('1970-01-01 is day 0 and 2000-03-01 is day 11017', () => {
    expect([dayNumber('1970-01-01'), dayNumber('2000-03-01')]).toEqual([0, 11017])
  })

  test('every day that a number has is a day that the calendar has', () => {
    fc.assert(fc.property(anyDay, number => isCalendarDay(dayOfNumber(number))))
  })

  test.each(['2021-02-29', '1900-02-29', '2021-04-31', '2021-13-01', '2021-00-10', '2021-1-1', '0000-01-01', ''])(
    'the calendar has no day %s',
    text => expect(isCalendarDay(text)).toBe(false),
  )

  test('a century is a leap year only every four hundred years', () => {
    expect([1900, 2000, 2100, 2024, 2023].map(year => daysInMonth(year, 2))).toEqual([28, 29, 28, 29, 28])
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
  ] as const)('%s', (_, birth, day, years) => expect(completedYears(birth, day)).toBe(years))

  test('a year more is completed a calendar year later, whatever the day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 40_000 }), (birthNumber, age) => {
        const [birth, day] = [dayOfNumber(birthNumber), dayOfNumber(birthNumber + age)]
        const years = completedYears(birth, day)
        expect(Math.abs(years - age / 365.2425)).toBeLessThan(1.01)
        expect(completedYears(birth, dayOfNumber(birthNumber + age + 1))).toBeGreaterThanOrEqual(years)
      }),
    )
  })
})
