import { describe, expect, test } from 'vitest'
import { dateInName, newestByName } from '../../sources/files/date-in-name.js'

describe('the date in a name', () => {
  test.each<[string, string | null]>([
    // A year in front, with signs of every kind or none.
    ['a20240331', '2024-03-31'],
    ['a2024-03-31b', '2024-03-31'],
    ['a2024_03_31', '2024-03-31'],
    ['a2024.3.1', '2024-03-01'],
    ['a2024年3月31日', '2024-03-31'],
    ['a2024年03月31日', '2024-03-31'],
    ['a2024-3-31', '2024-03-31'],
    ['a1999-12-01', '1999-12-01'],
    ['2024-01-02 2023-05-06', '2023-05-06'],
    ['a1899-12-01', null],
    ['a2024-13-01', null],
    ['a2024-1-32', null],
    ['a2024-0-3', null],
    ['a2024-3-0', null],
    ['a2024_12_9', '2024-12-09'],
    ['a120240331', null],
    ['a202403311', null],
    // A year at the end: which number is the day is known where only one can be.
    ['a31.03.2024', '2024-03-31'],
    ['a01.02.2024', '2024-02-01'],
    ['a1.2.2024', '2024-02-01'],
    ['a03.31.2024', '2024-03-31'],
    ['a31-03-2024', '2024-03-31'],
    ['a31_03_2024', '2024-03-31'],
    ['a31 03 2024', '2024-03-31'],
    ['a03-31-2024', '2024-03-31'],
    ['a12-31-2024', '2024-12-31'],
    ['a31-12-2024', '2024-12-31'],
    ['a12-13-2024', '2024-12-13'],
    ['a01-02-2024', null],
    ['a02-02-2024', '2024-02-02'],
    ['a12-12-2024', '2024-12-12'],
    ['a31032024', '2024-03-31'],
    ['a03312024', '2024-03-31'],
    ['a01022024', null],
    ['a05-06-2023 31-03-2024', '2024-03-31'],
    ['a00-05-2024', null],
    ['a05-00-2024', null],
    ['a32-05-2024', null],
    ['a05-32-2024', null],
    ['a13-13-2024', null],
    ['a1-31-2024', '2024-01-31'],
    ['a31.03-2024', null],
    ['a131.03.2024', null],
    ['a31.03.20245', null],
    // A month by its English name, which tells the order.
    ['labs_31Mar2024', '2024-03-31'],
    ['labs 1-June-2024', '2024-06-01'],
    ['labs_31 december 2023', '2023-12-31'],
    ['3 May 2023 and 02MAY2024', '2024-05-02'],
    ['Labs 02 SEPT 2024', '2024-09-02'],
    ['labs-2-September-2024', '2024-09-02'],
    ['a31Marz2024', null],
    ['a32Mar2024', null],
    ['a31-Mar 2024', null],
    ['a131Mar2024', null],
    ['a31Mar20245', null],
    // A month.
    ['a2024-03', '2024-03'],
    ['a202403', '2024-03'],
    ['a2024年03月', '2024-03'],
    ['a2024-01 2024-02', '2024-02'],
    ['a40.40.2024-05', '2024-05'],
    ['a2024-13', null],
    ['a2024', null],
    ['a', null],
  ])('%s: %s', (name, date) => {
    expect(dateInName(name)).toBe(date)
  })

  test('a day is preferred to a month, a year in front to one at the end', () => {
    expect(dateInName('a2024-05-06 2025-01')).toBe('2024-05-06')
    expect(dateInName('a31.12.2025 2024-05-06')).toBe('2024-05-06')
    expect(dateInName('a31.12.2025 2026-05')).toBe('2025-12-31')
  })
})

describe('the newest of several names', () => {
  const untold = 'the dates in their names do not tell which is newest'
  const mixed = 'some of the dates in their names begin with the day, others with the month'
  const either = 'the dates in their names begin with the day or with the month, which cannot be told'

  test.each<[string, string]>([
    ['a', 'newest: a'],
    ['a2024-01|b2024-02', 'newest: b2024-02'],
    ['a2024-02|b2024-01', 'newest: a2024-02'],
    ['a2024-02|b', 'newest: a2024-02'],
    ['a|b', untold],
    ['a2024-02|b2024-02', untold],
    ['a2024-02|b2024-02|c2024-01', untold],
    ['a2024-01|b2024-01|c2024-02', 'newest: c2024-02'],
    ['a01-02-2024|b03-04-2024', 'newest: b03-04-2024'],
    ['a03-02-2024|b02-05-2024', either],
    ['a03-02-2024|b02-05-2024|c31-01-2024', 'newest: b02-05-2024'],
    ['a03-02-2024|b02-05-2024|c01-31-2024', 'newest: a03-02-2024'],
    ['a01-31-2024|b02-13-2024', 'newest: b02-13-2024'],
    ['a31-01-2024|b02-13-2024', mixed],
    ['a31.01.2024|b02-13-2024', 'newest: b02-13-2024'],
    ['a03.02.2024|b02.05.2024', 'newest: b02.05.2024'],
    ['a03.02.2024|b03-02-2024', untold],
    ['a01-02-2024|b02-01-2024', either],
    ['a01-02-2024|b01-02-2024', untold],
    ['a01-02-2023|b2024-01|c02-01-2023', 'newest: b2024-01'],
    ['a03-02-2024|b02-03-2024|c', either],
    ['a04-04-2024|b04-05-2024|c05-04-2024', either],
    ['a02-02-2024|b03-03-2024', 'newest: b03-03-2024'],
    ['a01-03-2024|b03-01-2024|c2024-03-01', untold],
  ])('%s: %s', (names, told) => {
    const found = newestByName(names.split('|'))
    expect('newest' in found ? `newest: ${found.newest}` : found.trouble).toBe(told)
  })
})
