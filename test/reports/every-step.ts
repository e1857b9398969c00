import { scaleLinear } from 'd3-scale'
import type { SurvivalCurve } from '../../analysis/results/result.js'
import { riskLabelWidth, riskNumberWidth, usualNumberWidth } from '../../reports/figures/risk-table.js'
import type { DrawnArm } from '../../reports/figures/survival-legend.js'
import { palette } from '../../reports/figures/svg.js'

interface Place {
  readonly x: number
  readonly y: number
}

const hundredths = (value: number): string => String(Math.round(value * 100) / 100)
const at = (x: number, y: number): string => `${hundredths(x)},${hundredths(y)}`

/** From each place along to the next one, then down to it. */
const steps = (places: readonly Place[]): string =>
  places
    .slice(1)
    .map(({ x, y }, index) => `L${at(x, places[index]?.y ?? 0)}L${at(x, y)}`)
    .join('')

const band = (upper: readonly Place[], lower: readonly Place[], until: number): string => {
  const back = lower
    .toReversed()
    .map(({ x, y }, index, all) => `L${at(index === 0 ? until : (all[index - 1]?.x ?? 0), y)}L${at(x, y)}`)
  return `M${at(upper[0]?.x ?? 0, upper[0]?.y ?? 0)}${steps(upper)}L${at(until, upper.at(-1)?.y ?? 0)}${back.join('')}Z`
}

const axesOf = (svg: string, drawn: readonly DrawnArm[]) => {
  const level = (name: string): number =>
    Number(
      new RegExp(`y1="([\\d.]+)" x2="672" y2="[\\d.]+" stroke="${palette.faint}"[^>]*/>\n<text[^>]*>${name}%<`).exec(
        svg,
      )?.[1],
    )
  const ticks = [...svg.matchAll(/class="tick"[^>]*>([\d.]+)</g)].map(([, time]) => Number(time))
  let longest = ticks.at(-1) ?? 0
  for (const { curve } of drawn) for (const time of curve.times) longest = Math.max(longest, time)
  const left = Math.max(66, 30 + riskLabelWidth(drawn) + riskNumberWidth(drawn) - usualNumberWidth)
  return { x: scaleLinear([0, longest], [left, 672]), y: scaleLinear([0, 1], [level('0'), level('100')]) }
}

/**
 * A survival figure with each step of its curves, each limit and each tick drawn by itself, to hundredths: what the figure
 * itself may draw in fewer marks.
 */
export const withEveryStep = (svg: string, drawn: readonly DrawnArm[]): string => {
  const { x, y } = axesOf(svg, drawn)
  const places = ({ times }: SurvivalCurve, shares: readonly (number | null)[]): readonly Place[] => [
    { x: x(0), y: y(1) },
    ...times.flatMap((time, index) => {
      const share = shares[index] ?? null
      return share === null ? [] : [{ x: x(time), y: y(share) }]
    }),
  ]
  const bands = drawn.map(({ arm, curve }) => {
    const [upper, lower] = [places(curve, curve.upper), places(curve, curve.lower)]
    // Limits are missing at the end alone; the last ones hold until the next time.
    const until = x(curve.times[upper.length - 1] ?? curve.times.at(-1) ?? 0)
    return `<path d="${band(upper, lower, until)}" fill="${palette[arm]}" fill-opacity="0.13"/>`
  })
  const lines = drawn.map(({ arm, curve }) => {
    const d = `M${at(x(0), y(1))}${steps(places(curve, curve.survival))}`
    return `<path d="${d}" fill="none" stroke="${palette[arm]}" stroke-width="2"/>`
  })
  const ticks = drawn.map(({ arm, curve }) => {
    const d = places(curve, curve.survival)
      .slice(1)
      .flatMap((place, index) => ((curve.censored[index] ?? 0) > 0 ? [`M${at(place.x, place.y - 4)}v8`] : []))
    return `<path d="${d.join('')}" fill="none" stroke="${palette[arm]}" stroke-width="1"/>`
  })
  const own = /<path d="[^"]*" (?:fill="#\w+" (?:fill-opacity="0.13"|class="censored")|[^>]*class="curve \w+")\/>\n/g
  const [first] = svg.match(own) ?? []
  if (first === undefined) throw new Error('the figure draws its curves in another way')
  const marks = [...bands, ...lines, ...ticks].map(mark => `${mark}\n`).join('')
  const begin = svg.indexOf(first)
  return svg.slice(0, begin) + marks + svg.slice(begin).replace(own, '')
}
