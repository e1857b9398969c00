import { expect, test } from 'vitest'
import { studyDay, studyTime } from '../../../runs/study-day.js'

test.each([
  ['2024-03-31T18:00:00Z', 'Asia/Shanghai', '2024-04-01T02:00:00+08:00'],
  ['2024-03-31T16:00:00Z', 'Asia/Shanghai', '2024-04-01T00:00:00+08:00'],
  ['2024-03-31T15:59:59Z', 'Asia/Shanghai', '2024-03-31T23:59:59+08:00'],
  ['2024-01-01T03:04:05Z', 'America/New_York', '2023-12-31T22:04:05-05:00'],
  ['2024-07-01T03:04:05Z', 'America/New_York', '2024-06-30T23:04:05-04:00'],
  ['2024-07-01T03:04:05Z', 'Asia/Kolkata', '2024-07-01T08:34:05+05:30'],
  ['2024-07-01T03:04:05Z', 'UTC', '2024-07-01T03:04:05+00:00'],
])('at %s the clocks of %s show %s', (instant, zone, shown) => {
  expect(studyTime(new Date(instant), zone)).toBe(shown)
  expect(studyDay(new Date(instant), zone)).toBe(shown.slice(0, 10))
})
