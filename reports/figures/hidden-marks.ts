import { gridPerUnit } from './drawing-grid.js'
import { drawn, type PlacedCurve, tickTouches } from './placed-curve.js'

// More than a pixel of either printed size: what is hidden may not show through a pixel that is covered in part.
const pixel = 0.4 * gridPerUnit

/** From where to where something reaches on the y axis, from a place of the curve until the next one. */
type Reach = (index: number) => number

/**
 * 1 for each place from which, until the next one, all between `from` and `to` lies under ticks that touch each other, also
 * `aside` hundredths of a unit before and after. Ticks are opaque, and drawn last.
 */
export const underTicks = (placed: PlacedCurve, from: Reach, to: Reach, aside: number): Uint8Array => {
  const { x, y, ticks } = placed
  const hidden = new Uint8Array(x.length)
  const at = (tick: number): number => ticks[tick] ?? 0
  // A gap that lies behind the first tick of a row: rows of touching ticks have the same first tick.
  const rows = new Uint32Array(ticks.length)
  for (let tick = 1; tick < ticks.length; tick += 1)
    rows[tick] = tickTouches(placed, tick) ? (rows[tick - 1] ?? 0) : tick
  let [last, next] = [-1, 0]
  for (let index = 0; index < x.length - 1; index += 1) {
    const left = (x[index] ?? 0) - aside - pixel
    const right = (x[index + 1] ?? 0) + aside + pixel
    while (last + 1 < ticks.length && (x[at(last + 1)] ?? 0) - drawn.halfTickWidth <= left) last += 1
    while (next < ticks.length && (x[at(next)] ?? 0) + drawn.halfTickWidth < right) next += 1
    if (last < 0 || next === ticks.length || rows[last] !== rows[next]) continue
    // The ticks' upper edge is lowest at the right, their lower edge highest at the left.
    const [top, bottom] = [(y[at(next)] ?? 0) - drawn.halfTickHeight, (y[at(last)] ?? 0) + drawn.halfTickHeight]
    if (top <= from(index) - pixel && bottom >= to(index) + pixel) hidden[index] = 1
  }
  return hidden
}

/** 1 for each place from which, until the next one, the band lies under the curve's line or its ticks. */
export const hiddenBand = (placed: PlacedCurve): Uint8Array => {
  const { x, y, upper, lower } = placed
  const hidden = underTicks(
    placed,
    index => upper[index] ?? 0,
    index => lower[index] ?? 0,
    0,
  )
  const inside = drawn.halfLine - pixel
  const [start, end] = [(x[0] ?? 0) + drawn.halfLine, (x.at(-1) ?? 0) - drawn.halfLine]
  for (let index = 0; index < x.length - 1; index += 1) {
    const [over, under] = [(y[index] ?? 0) - (upper[index] ?? 0), (lower[index] ?? 0) - (y[index] ?? 0)]
    // The line's ends are cut straight, so that beside them it covers less.
    const amidst = (x[index] ?? 0) >= start && (x[index + 1] ?? 0) <= end
    if ((over === 0 && under === 0) || (amidst && over <= inside && under <= inside)) hidden[index] = 1
  }
  return hidden
}
