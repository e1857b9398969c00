import { expect, test } from 'vitest'
import { ResultBook } from '../../reports/result-book.js'
import { atRiskAt, followUpTicks } from '../../reports/figures/follow-up-ticks.js'
import { sparseTicks, usualNumberWidth } from '../../reports/figures/risk-table.js'
import { smallCurves } from './small-report.js'
import { smallStudy } from './small-study.js'

const ticksOf = (endpoint: 'os' | 'healing', longest: number): readonly number[] => {
  const curve = smallCurves.find(one => one.key === `survival/all/${endpoint}/control`)
  if (curve === undefined) throw new Error('no curve')
  return followUpTicks(smallStudy(), new ResultBook([], [{ ...curve, times: [longest / 2, longest, 0] }]), endpoint)
}

// Fewer than eight steps in all; the last tick stands at or before the longest time.
test.each([
  ['os', 0.5, [0, 1]],
  ['os', 7.9, [0, 1, 2, 3, 4, 5, 6, 7]],
  ['os', 8, [0, 2, 4, 6, 8]],
  ['os', 17, [0, 3, 6, 9, 12, 15]],
  ['os', 47, [0, 6, 12, 18, 24, 30, 36, 42]],
  ['os', 90, [0, 12, 24, 36, 48, 60, 72, 84]],
  ['os', 190, [0, 24, 48, 72, 96, 120, 144, 168]],
  ['os', 280, [0, 36, 72, 108, 144, 180, 216, 252]],
  ['os', 470, [0, 60, 120, 180, 240, 300, 360, 420]],
  ['os', 950, [0, 120, 240, 360, 480, 600, 720, 840]],
  ['os', 961, [0, 121, 242, 363, 484, 605, 726, 847]],
  ['healing', 7, [0, 1, 2, 3, 4, 5, 6, 7]],
  ['healing', 15, [0, 2, 4, 6, 8, 10, 12, 14]],
  ['healing', 39, [0, 5, 10, 15, 20, 25, 30, 35]],
  ['healing', 79, [0, 10, 20, 30, 40, 50, 60, 70]],
  ['healing', 159, [0, 20, 40, 60, 80, 100, 120, 140]],
  ['healing', 399, [0, 50, 100, 150, 200, 250, 300, 350]],
  ['healing', 799, [0, 100, 200, 300, 400, 500, 600, 700]],
  ['healing', 1599, [0, 200, 400, 600, 800, 1000, 1200, 1400]],
  ['healing', 3999, [0, 500, 1000, 1500, 2000, 2500, 3000, 3500]],
  ['healing', 7999, [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000]],
  ['healing', 15_999, [0, 2000, 4000, 6000, 8000, 10_000, 12_000, 14_000]],
  ['healing', 39_999, [0, 5000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000]],
] as const)('the follow-up of %s up to %d is shown at %j', (endpoint, longest, ticks) => {
  expect(ticksOf(endpoint, longest)).toEqual(ticks)
})

test.each([
  ['a result of that name', 'control', 0, 60],
  ['the start of the curve', 'control', 1, 6],
  ['a time of the curve', 'control', 4, 6],
  ['between two times', 'control', 4.1, 4],
  ['the last time', 'control', 10, 2],
  ['after the last time', 'control', 10.1, 0],
  ['an arm without a curve', 'nobody', 4, 0],
])('numbers at risk at %s', (_, arm, time, count) => {
  const [template] = smallCurves
  if (template === undefined) throw new Error('no curve')
  const named = {
    key: 'survival/all/os/control/-/at-risk-0',
    value: 60,
    method: '',
    settings: {},
    notes: [],
    sources: [],
  }
  expect(atRiskAt(new ResultBook([named], smallCurves), 'all', 'os', arm, time)).toBe(count)
})

test.each([
  [100, [0, 10, 20, 30, 40, 50, 60]],
  [3.8, [0, 10, 20, 30, 40, 50, 60]],
  [3.6, [0, 20, 40, 60]],
  [1.5, [0, 30, 60]],
  [0.05, [0]],
])('ticks of %d units each day stand so far apart that they do not touch', (unit, kept) => {
  expect(sparseTicks([0, 10, 20, 30, 40, 50, 60], time => time * unit, usualNumberWidth)).toEqual(kept)
})

test('ticks of long numbers need more room', () => {
  const ticks = [0, 100_000, 200_000]
  expect(sparseTicks(ticks, time => time / 2500, usualNumberWidth)).toEqual([0, 200_000])
  expect(sparseTicks([0, 1, 2], time => time * 40, usualNumberWidth)).toEqual([0, 1, 2])
  expect(sparseTicks([5], time => time, usualNumberWidth)).toEqual([5])
})

test('wider numbers at risk stand further apart', () => {
  expect(sparseTicks([0, 1, 2], time => time * 40, 50)).toEqual([0, 2])
})
