import { describe, expect, test } from 'vitest'
import type { SurvivalCurve } from '../../analysis/results/result.js'
import { palette } from '../../reports/figures/svg.js'
import { reportContext } from '../../reports/report-context.js'
import type { ReportInput } from '../../reports/report-input.js'
import { fullReport, lungReport } from './report-fixtures.js'
import { textsOf } from './svg-texts.js'
import { noted } from '../support/result-notes.js'

const arms = ['control', 'treated'] as const

const figureOf = (input: ReportInput, id: string): string => {
  const figure = reportContext(input).figures.find(one => one.id === id)
  if (figure === undefined) throw new Error(`no figure ${id}`)
  return figure.svg
}

const withTicks = (input: ReportInput, riskTable: readonly number[]): ReportInput => {
  const { study } = input
  const survival = { ...study.analyses.survival, riskTable: [...riskTable] }
  return { ...input, study: { ...study, analyses: { ...study.analyses, survival } } }
}

const curveOf = (input: ReportInput, key: string): SurvivalCurve => {
  const curve = input.curves.find(one => one.key === key)
  if (curve === undefined) throw new Error(`no curve ${key}`)
  return curve
}

/** How many are still under observation just before a time, counted from the curve's own steps. */
const atRiskAt = (curve: SurvivalCurve, time: number): number => {
  const total = curve.atRisk[0] ?? 0
  return curve.times.reduce(
    (left, at, index) => (at < time ? left - (curve.events[index] ?? 0) - (curve.censored[index] ?? 0) : left),
    total,
  )
}

/** Where a time lies on the figure, from two of the axis' own ticks. */
const scaleOf = (svg: string): ((time: number) => number) => {
  const ticks = textsOf(svg).filter(text => text.class === 'tick')
  const [first, last] = [ticks[0], ticks.at(-1)]
  if (first === undefined || last === undefined || first === last) throw new Error('fewer than two ticks')
  const perTime = (last.x - first.x) / (Number(last.text) - Number(first.text))
  return time => first.x + (time - Number(first.text)) * perTime
}

interface Line {
  readonly x1: number
  readonly x2: number
  readonly stroke: string
}

const dashed = (svg: string): readonly Line[] =>
  [...svg.matchAll(/<line ([^>]*stroke-dasharray[^>]*)\/>/g)].map(([, attributes = '']) => {
    const of = (name: string): string => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
    return { x1: Number(of('x1')), x2: Number(of('x2')), stroke: of('stroke') }
  })

/** How far to the right a path of lines along the axes reaches. */
const furthest = (d: string): number => {
  let [at, most] = [0, -Infinity]
  for (const [, command, value] of d.matchAll(/([Mhv])(-?[\d.]+)/g)) {
    if (command === 'M') at = Number(value)
    if (command === 'h') at += Number(value)
    most = Math.max(most, at)
  }
  return most
}

/** How far each arm's confidence band reaches. */
const bandEnds = (svg: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...svg.matchAll(/<path d="([^"]*)" fill="([^"]*)" fill-opacity/g)].map(([, d = '', fill = '']) => [
      fill,
      furthest(d),
    ]),
  )

const days = lungReport()
const full = fullReport()
const cases: readonly (readonly [string, ReportInput, string, string, number])[] = [
  ['months', full, 'km-os-all', 'survival/all/os', 6],
  ['months after matching', full, 'km-pfs-matched', 'survival/matched/pfs', 4],
  ['days', days, 'km-os-all', 'survival/all/os', 4],
]

describe('a survival figure read by its words', () => {
  test.each(cases)('numbers at risk by tick and arm are those of the curve: %s', (_, input, id, key, atLeast) => {
    const texts = textsOf(figureOf(input, id))
    const ticks = texts.filter(text => text.class === 'tick').map(text => Number(text.text))
    expect(ticks.length).toBeGreaterThanOrEqual(atLeast)
    expect(ticks[0]).toBe(0)
    for (const arm of arms) {
      const shown = texts.filter(text => text.class === `risk ${arm}`).map(text => Number(text.text))
      expect(shown, arm).toEqual(ticks.map(tick => atRiskAt(curveOf(input, `${key}/${arm}`), tick)))
    }
  })

  test.each([
    [
      [24, 0, 12],
      ['0', '12', '24'],
    ],
    [
      [0, 12, 24],
      ['0', '12', '24'],
    ],
    [
      [36, 6, 24, 0],
      ['0', '6', '24', '36'],
    ],
  ])('ticks that the study names as %j run forwards', (named, shown) => {
    const texts = textsOf(figureOf(withTicks(full, named), 'km-os-all')).filter(text => text.class === 'tick')
    expect(texts.map(text => text.text)).toEqual(shown)
    const places = texts.map(text => text.x)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('a median is marked where it is, and none is marked that is not reached', () => {
    const median = (arm: string): number =>
      Number(full.results.find(one => one.key === `survival/all/pfs/${arm}/-/median`)?.value)
    const svg = figureOf(full, 'km-pfs-all')
    const x = scaleOf(svg)
    for (const arm of arms) {
      const marks = dashed(svg).filter(line => line.stroke === palette[arm])
      expect(marks, arm).toHaveLength(1)
      expect(Math.abs((marks[0]?.x1 ?? 0) - x(median(arm)))).toBeLessThan(0.2)
      expect(marks[0]?.x2).toBe(marks[0]?.x1)
    }
    const level = dashed(svg).find(line => line.stroke === palette.muted)
    expect(Math.abs((level?.x2 ?? 0) - x(Math.max(...arms.map(median))))).toBeLessThan(0.2)
    const results = full.results.map(one =>
      one.key === 'survival/all/pfs/treated/-/median' ? { ...one, value: null, notes: noted('not reached') } : one,
    )
    const without = figureOf({ ...full, results }, 'km-pfs-all')
    expect(dashed(without).filter(line => line.stroke === palette.treated)).toHaveLength(0)
    expect(dashed(without).filter(line => line.stroke === palette.control)).toHaveLength(1)
    expect(without).toContain('median not reached')
  })

  test('a band lasts until the next time, also where the limits end', () => {
    const ended = (curve: SurvivalCurve): SurvivalCurve => ({
      ...curve,
      upper: curve.upper.map((limit, index) => (index === curve.times.length - 1 ? null : limit)),
      lower: curve.lower.map((limit, index) => (index === curve.times.length - 1 ? null : limit)),
    })
    const input = { ...full, curves: full.curves.map(ended) }
    const svg = figureOf(input, 'km-os-all')
    const x = scaleOf(svg)
    for (const arm of arms) {
      const last = curveOf(input, `survival/all/os/${arm}`).times.at(-1) ?? 0
      expect(Math.abs((bandEnds(svg)[palette[arm]] ?? 0) - x(last)), arm).toBeLessThan(0.2)
    }
  })

  test('the legend says events, medians, ratio and both tests as the results have them', () => {
    const words = textsOf(figureOf(full, 'km-os-matched'))
      .map(text => text.text)
      .join(' ')
    const at = (key: string): number => Number(full.results.find(one => one.key === key)?.value)
    const arm = 'survival/matched/os/control/-'
    expect(words).toContain(
      `S+L: ${String(at(`${arm}/events`))} events in ${String(at(`${arm}/n`))}, median ${at(`${arm}/median`).toFixed(1)} months`,
    )
    const cox = 'cox/matched/os/univariate/arm.treated'
    expect(words).toContain(
      `Hazard ratio ${at(`${cox}/hazard-ratio`).toFixed(2)} (95% CI ${at(`${cox}/lower`).toFixed(2)}`,
    )
    expect(words).toContain(`log-rank P = ${at('survival/matched/os/-/-/log-rank-p').toFixed(3)}`)
    expect(words).toContain(`stratified by pair P = ${at('survival/matched/os/-/-/log-rank-by-pair-p').toFixed(3)}`)
  })
})
