import type { SurvivalCurve } from '../../analysis/results/result.js'
import { gridPerUnit } from './drawing-grid.js'

/** A curve's places on the figure in hundredths of a unit, from time 0 on; the y axis points down. */
export interface PlacedCurve {
  readonly x: Int32Array
  readonly y: Int32Array
  readonly upper: Int32Array
  readonly lower: Int32Array
  /** 1 where both limits exist. */
  readonly limited: Uint8Array
  /** The places at which subjects are censored. */
  readonly ticks: Uint32Array
}

/** A line, its half width and the ticks on it, in hundredths of a unit. */
export const drawn = { halfLine: gridPerUnit, halfTickWidth: gridPerUnit / 2, halfTickHeight: 4 * gridPerUnit } as const

/** A curve's times and estimates as places on the figure, each rounded to a hundredth of a unit. */
export const placeCurve = (
  curve: SurvivalCurve,
  x: (time: number) => number,
  y: (share: number) => number,
): PlacedCurve => {
  const { times, survival, lower, upper, censored } = curve
  const count = times.length
  const round = (place: number): number => Math.round(place * gridPerUnit)
  const placed = {
    x: new Int32Array(count + 1).fill(round(x(0))),
    y: new Int32Array(count + 1).fill(round(y(1))),
    upper: new Int32Array(count + 1).fill(round(y(1))),
    lower: new Int32Array(count + 1).fill(round(y(1))),
    limited: new Uint8Array(count + 1).fill(1),
  }
  const ticks: number[] = []
  for (let index = 0; index < count; index += 1) {
    const [low, high] = [lower[index] ?? null, upper[index] ?? null]
    placed.x[index + 1] = round(x(times[index] ?? 0))
    placed.y[index + 1] = round(y(survival[index] ?? 1))
    placed.lower[index + 1] = round(y(low ?? 0))
    placed.upper[index + 1] = round(y(high ?? 1))
    placed.limited[index + 1] = low === null || high === null ? 0 : 1
    if ((censored[index] ?? 0) > 0) ticks.push(index + 1)
  }
  return { ...placed, ticks: Uint32Array.from(ticks) }
}

/** Whether a tick touches the one before it, so that no gap is between them. */
export const tickTouches = ({ x, y, ticks }: PlacedCurve, tick: number): boolean => {
  const [one, next] = [ticks[tick - 1] ?? 0, ticks[tick] ?? 0]
  return (
    tick > 0 &&
    (x[next] ?? 0) - (x[one] ?? 0) <= 2 * drawn.halfTickWidth &&
    (y[next] ?? 0) - (y[one] ?? 0) <= 2 * drawn.halfTickHeight
  )
}
