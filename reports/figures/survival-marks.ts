import { area, curveStepAfter, line } from 'd3-shape'
import type { SurvivalCurve } from '../../analysis/results/result.js'
import { coordinate, element } from './svg.js'

type Scale = (value: number) => number

interface Point {
  readonly time: number
  readonly survival: number
  readonly lower: number | null
  readonly upper: number | null
}

/** The survival function as steps from time 0. */
export const stepPath = (curve: SurvivalCurve, x: Scale, y: Scale): string =>
  line<Point>(
    point => x(point.time),
    point => y(point.survival),
  )
    .curve(curveStepAfter)
    .digits(2)(points(curve)) ?? ''

/** The confidence band as steps: limits hold until the curve's next time, also where that has none. */
export const bandPath = (curve: SurvivalCurve, x: Scale, y: Scale): string =>
  area<Point>(
    point => x(point.time),
    point => y(point.lower ?? 0),
    point => y(point.upper ?? 1),
  )
    .defined(point => point.lower !== null && point.upper !== null)
    .curve(curveStepAfter)
    .digits(2)(carried(points(curve))) ?? ''

// The area ends at the last point that has limits; a step lasts until the next one.
const carried = (found: readonly Point[]): Point[] =>
  found.flatMap((point, index) => {
    const before = found[index - 1]
    return before === undefined || point.lower !== null || before.lower === null
      ? [point]
      : [{ ...before, time: point.time }, point]
  })

/** Small ticks on the curve at the times of censored subjects. */
export const censorTicks = (curve: SurvivalCurve, x: Scale, y: Scale, stroke: string): string => {
  const d = curve.times.flatMap((time, index) =>
    (curve.censored[index] ?? 0) > 0
      ? [`M${coordinate(x(time))},${coordinate(y(curve.survival[index] ?? 1) - 4)}v8`]
      : [],
  )
  return d.length === 0
    ? ''
    : element('path', { d: d.join(''), fill: 'none', stroke, 'stroke-width': 1, class: 'censored' })
}

const points = (curve: SurvivalCurve): Point[] => [
  { time: 0, survival: 1, lower: 1, upper: 1 },
  ...curve.times.map((time, index) => ({
    time,
    survival: curve.survival[index] ?? 1,
    lower: curve.lower[index] ?? null,
    upper: curve.upper[index] ?? null,
  })),
]
