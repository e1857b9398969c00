import { expect, test } from 'vitest'
import { drawingGrid, sameAlone, snapToCells } from '../../reports/figures/drawing-grid.js'
import { underTicks } from '../../reports/figures/hidden-marks.js'
import type { PlacedCurve } from '../../reports/figures/placed-curve.js'
import { Stairs } from '../../reports/figures/stairs.js'

const grid = drawingGrid(700, 500, 0)

test('coordinates share a cell where no sample of either printed size lies between them', () => {
  const same = grid.x([0])
  // At three pixels a unit samples lie at 4.17 and 12.5 hundredths; at 2,126 pixels at 4.12 and 12.35.
  expect([same(5, 12), same(4, 5), same(12, 13)]).toEqual([true, false, false])
})

test('both edges of a line have their own samples', () => {
  const [middle, edges] = [grid.y([0]), grid.y([-0.03, 0.03])]
  expect([middle(5, 12), edges(5, 7), edges(7, 8), edges(8, 9), edges(9, 10)]).toEqual([true, true, false, true, false])
})

test('a run within a cell falls on its first coordinate; what is alone stays', () => {
  const same = grid.x([0])
  const coordinates = Int32Array.from([0, 5, 7, 12, 13, 40])
  expect([...snapToCells(coordinates, () => same)]).toEqual([0, 5, 5, 5, 13, 40])
  expect([...snapToCells(coordinates, () => sameAlone)]).toEqual([...coordinates])
  expect([...snapToCells(Int32Array.from([5, 7, 7]), index => (index < 2 ? same : sameAlone))]).toEqual([5, 5, 7])
})

test('stairs write runs as one command, in units', () => {
  const stairs = new Stairs()
  stairs.from(6_600, 5_400)
  for (const [x, y] of [
    [6_605, 5_400],
    [6_608, 5_404],
    [6_608, 5_504],
  ] as const) {
    stairs.acrossTo(x)
    stairs.downTo(y)
  }
  expect(stairs.text()).toBe('M66 54h.08v1.04')
})

// A flat curve with a tick at each of some places.
const withTicks = (ticks: readonly number[]): PlacedCurve => {
  const x = Int32Array.from({ length: 101 }, (_, index) => 10 * index)
  const y = new Int32Array(101).fill(1_000)
  return { x, y, upper: y, lower: y, limited: y.map(() => 1) as never, ticks: Uint32Array.from(ticks) }
}
const hiddenPlaces = (placed: PlacedCurve, reach: number): readonly number[] =>
  [
    ...underTicks(
      placed,
      () => 1_000 - reach,
      () => 1_000 + reach,
      0,
    ),
  ].flatMap((one, index) => (one === 1 ? [index] : []))

test('only what lies wholly within ticks that touch each other is hidden', () => {
  const touching = hiddenPlaces(withTicks([20, 30, 40, 50]), 100)
  // Ticks reach from 150 to 550; a pixel is kept free on either side.
  expect([touching[0], touching.at(-1)]).toEqual([19, 50])
  expect(hiddenPlaces(withTicks([20, 30, 40, 50]), 370)).toEqual([])
  const apart = hiddenPlaces(withTicks([20, 30, 41, 51]), 100)
  expect(apart.filter(index => index >= 31 && index < 40)).toEqual([])
})
