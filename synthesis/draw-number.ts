import type { TestDefinition } from '../protocol/schema/laboratory-tests.js'
import { unitFactor } from '../protocol/schema/units.js'
import type { Draws } from './draws.js'
import { byTens, usualRange } from './usual-values.js'
import { admitted, type Want } from './want.js'

/** A number as it is written and what it is in the standard unit. */
export interface DrawnNumber {
  readonly text: string
  readonly value: number
  /** How many times the number it would be in another unit of its test. */
  readonly otherUnit?: number
}

/** What a number is drawn by. */
export interface NumberAsked {
  readonly id: string | undefined
  readonly test: TestDefinition | undefined
  /** The unit in which it is written; none for a number without one. */
  readonly unit: string | undefined
  readonly factor: number | undefined
  readonly decimal: string
  readonly wants: readonly Want[]
}

// Three digits, as laboratories write.
const rounded = (value: number, whole: boolean, tens: boolean): number => {
  if (tens) return Math.round(value / 10) * 10
  return whole ? Math.round(value) : Number(value.toPrecision(3))
}

const within = (draws: Draws, from: number, to: number): number =>
  from > 0 && to / from > 50 ? from * (to / from) ** draws.real() : from + (to - from) * draws.real()

const places = (from: number, to: number, bounds: readonly number[]): readonly number[] =>
  [...new Set([from, ...bounds.filter(bound => bound > from && bound < to), to])].sort((one, other) => one - other)

// The usual first, between the bounds that split it; then what lies beside the bounds, also where that is unusual.
const tried = (
  draws: Draws,
  [from, to]: readonly [number, number],
  bounds: readonly number[],
  turn: number,
): number => {
  const cuts = places(from, to, bounds)
  const bound = draws.one(bounds)
  if (turn < 12 || bound === undefined) {
    const at = draws.whole(0, Math.max(0, cuts.length - 2))
    return within(draws, cuts[at] ?? from, cuts[at + 1] ?? to)
  }
  const wide = Math.max(Math.abs(bound) * 0.3, 3)
  return draws.chance(0.2) ? bound : bound + (draws.real() * 2 - 1) * wide
}

const otherUnit = (test: TestDefinition | undefined, unit: string | undefined, draws: Draws): number | undefined => {
  if (test === undefined || unit === undefined) return undefined
  const own = unitFactor(test, unit) ?? 1
  const factors = [1, ...Object.values(test.conversions)].map(factor => own / factor)
  return draws.one(factors.filter(times => times > 5 || times < 0.2))
}

/** Draws a number of a test in the unit that is written, usual where that will do; nothing where none is found. */
export const drawNumber = (
  draws: Draws,
  { id, test, unit, factor, decimal, wants }: NumberAsked,
): DrawnNumber | null => {
  const worth = (factor ?? 1) * (unit === undefined || test === undefined ? 1 : (unitFactor(test, unit) ?? Number.NaN))
  if (Number.isNaN(worth)) return null
  const whole = test?.unit === undefined && (factor === undefined || factor === 1)
  const bounds = wants.flatMap(want => want.bounds())
  const [least, most] = test?.plausible ?? [-Infinity, Infinity]
  for (let turn = 0; turn < 60; turn += 1) {
    const number = rounded(tried(draws, usualRange(id, test), bounds, turn) / worth, whole, byTens.has(id ?? ''))
    const value = Number((number * worth).toPrecision(12))
    if (value < least || value > most || !admitted(wants, value)) continue
    const written = String(number)
    if (written.includes('e')) continue
    const other = otherUnit(test, unit ?? test?.unit, draws)
    return { text: written.replace('.', decimal), value, ...(other === undefined ? {} : { otherUnit: other }) }
  }
  return null
}
