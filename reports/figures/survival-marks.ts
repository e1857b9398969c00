import { type DrawingGrid, gridPerUnit, type SameCell, sameAlone, snapToCells } from './drawing-grid.js'
import { hiddenBand, underTicks } from './hidden-marks.js'
import { drawn, type PlacedCurve, tickTouches } from './placed-curve.js'
import { Stairs } from './stairs.js'

// How exact a line is that lies under ticks.
const coarse = gridPerUnit / 4
const sameQuarter: SameCell = (a, b) => Math.floor(a / coarse) === Math.floor(b / coarse)

/**
 * The survival function as steps from time 0, snapped so that both edges of its line stay on their side of every sample. Near
 * the line's ends it is as exact as the drawing, because there the cut is seen; under ticks that touch each other it is exact
 * to a quarter of a unit.
 */
export const stepPath = (placed: PlacedCurve, grid: DrawingGrid): string => {
  const { x, y } = placed
  const last = x.length - 1
  const near = (places: Int32Array, index: number): boolean => {
    const [place, room] = [places[index] ?? 0, 1.5 * drawn.halfLine]
    return place <= (places[0] ?? 0) + room || place >= (places[last] ?? 0) - room
  }
  const atEnd = (index: number): boolean => near(x, index) || near(y, index)
  const room = drawn.halfLine + coarse
  const hidden = underTicks(
    placed,
    index => (y[index - 1] ?? y[0] ?? 0) - room,
    index => (y[index + 1] ?? 0) + room,
    room,
  )
  const edges = [-drawn.halfLine / gridPerUnit, drawn.halfLine / gridPerUnit]
  const cells = (same: SameCell): ((index: number) => SameCell) => {
    return index => (atEnd(index) ? sameAlone : hidden[index] === 1 ? sameQuarter : same)
  }
  const across = snapToCells(x, cells(grid.x(edges)))
  const down = snapToCells(y, cells(grid.y(edges)))
  const stairs = new Stairs()
  stairs.from(across[0] ?? 0, down[0] ?? 0)
  for (let index = 1; index <= last; index += 1) {
    stairs.acrossTo(across[index] ?? 0)
    stairs.downTo(down[index] ?? 0)
  }
  return stairs.text()
}

/**
 * The confidence band: limits hold until the curve's next time, also where that has none. Where it lies wholly under the
 * curve's line or its ticks it is not drawn.
 */
export const bandPath = (placed: PlacedCurve, grid: DrawingGrid): string => {
  const [inX, inY] = [grid.x([0]), grid.y([0])]
  const across = snapToCells(placed.x, () => inX)
  const upper = snapToCells(placed.upper, () => inY)
  const lower = snapToCells(placed.lower, () => inY)
  const hidden = hiddenBand(placed)
  const isDrawn = (index: number): boolean => placed.limited[index] === 1 && hidden[index] === 0
  const stairs = new Stairs()
  const last = across.length - 1
  for (let first = 0; first < last; first += 1) {
    if (!isDrawn(first)) continue
    let end = first + 1
    while (end < last && isDrawn(end)) end += 1
    stairs.from(across[first] ?? 0, upper[first] ?? 0)
    for (let index = first + 1; index < end; index += 1) {
      stairs.acrossTo(across[index] ?? 0)
      stairs.downTo(upper[index] ?? 0)
    }
    stairs.acrossTo(across[end] ?? 0)
    for (let index = end - 1; index >= first; index -= 1) {
      stairs.downTo(lower[index] ?? 0)
      stairs.acrossTo(across[index] ?? 0)
    }
    stairs.close()
    first = end - 1
  }
  return stairs.text()
}

/**
 * Small ticks on the curve at the times of censored subjects, as areas: ticks that touch each other are one area, with the
 * edges that all of them have together.
 */
export const censorPath = (placed: PlacedCurve, grid: DrawingGrid): string => {
  const { x, y, ticks } = placed
  const edge = (places: Int32Array, by: number, same: SameCell): Int32Array =>
    snapToCells(
      Int32Array.from(ticks, index => (places[index] ?? 0) + by),
      () => same,
    )
  const [inX, inY] = [grid.x([0]), grid.y([0])]
  const [left, right] = [edge(x, -drawn.halfTickWidth, inX), edge(x, drawn.halfTickWidth, inX)]
  const [top, bottom] = [edge(y, -drawn.halfTickHeight, inY), edge(y, drawn.halfTickHeight, inY)]
  const stairs = new Stairs()
  for (let first = 0; first < ticks.length; first += 1) {
    let end = first + 1
    while (end < ticks.length && tickTouches(placed, end)) end += 1
    stairs.from(left[first] ?? 0, top[first] ?? 0)
    for (let index = first; index < end; index += 1) {
      stairs.downTo(top[index] ?? 0)
      stairs.acrossTo(right[index] ?? 0)
    }
    for (let index = end - 1; index >= first; index -= 1) {
      stairs.downTo(bottom[index] ?? 0)
      stairs.acrossTo(left[index] ?? 0)
    }
    stairs.close()
    first = end - 1
  }
  return stairs.text()
}
