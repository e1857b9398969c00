import { defaultWindow, distanceInDays, pickOf, valueField } from '../protocol/facts/variable-facts.js'
import type { FieldConditions } from '../protocol/language/conditions.js'
import type { MeasuredVariable } from '../protocol/language/variables.js'
import type { Fact } from './cell.js'
import { hasShape, type Value } from './judge.js'

/** Days around the index date, ends included, and whether a row without a day counts. */
export interface DayRange {
  readonly from: number
  readonly to: number
  readonly undated: boolean
}

/** The days that a variable looks at, by the days of the variables that it may go around. */
export const rangeOf = (
  { window, afterIndex }: MeasuredVariable,
  dayOf: (name: string) => number | undefined,
): DayRange => {
  const own = window ?? defaultWindow(afterIndex !== undefined)
  if (own === 'any time') return { from: -Infinity, to: Infinity, undated: true }
  if (own === 'until the index date') return { from: -Infinity, to: 0, undated: true }
  const around = 'around' in own
  const start = around ? (dayOf(own.around) ?? 0) : 0
  const from = distanceInDays(around ? own.from : own[0])
  const to = distanceInDays(around ? own.to : own[1])
  return {
    from: from === null ? -Infinity : Math.ceil(start + from),
    to: to === null ? Infinity : Math.floor(start + to),
    undated: false,
  }
}

/** Whether a row is one of a domain that conditions on its fields ask for; `absolute` is what a day's number is counted from. */
export const isOf = (fact: Fact, from: string, where: FieldConditions | undefined): boolean =>
  fact.domain === from &&
  Object.entries(where ?? {}).every(([field, shape]) => hasShape(shape, fact.fields[field]) === true)

/** Whether a row lies among the days that a variable looks at. */
export const isWithin = ({ day }: Fact, { from, to, undated }: DayRange): boolean =>
  day === null ? undated : day >= from && day <= to

const byDay = (one: Fact, other: Fact): number => (one.day ?? 0) - (other.day ?? 0)

const numberOf = (fact: Fact, field: string): number => Number(fact.fields[field])

/** The row that a variable takes its value from, of those that it sees. */
export const pickedFact = (definition: MeasuredVariable, seen: readonly Fact[], around: number): Fact | undefined => {
  const field = valueField(definition) ?? ''
  const valued = seen.filter(fact => fact.fields[field] !== undefined)
  const dated = valued.filter(({ day }) => day !== null)
  const of = dated.length > 0 ? dated : valued
  const pick = pickOf(definition)
  if (pick === 'highest' || pick === 'lowest') {
    const sign = pick === 'highest' ? -1 : 1
    return of.toSorted((one, other) => sign * (numberOf(one, field) - numberOf(other, field)))[0]
  }
  if (pick === 'nearest')
    return of.toSorted((one, other) => Math.abs((one.day ?? 0) - around) - Math.abs((other.day ?? 0) - around))[0]
  return pick === 'first' ? of.toSorted(byDay)[0] : of.toSorted(byDay).at(-1)
}

/** What a variable would be, by the rows that it sees. */
export const valueOf = (definition: MeasuredVariable, seen: readonly Fact[], around: number): Value | undefined => {
  const pick = pickOf(definition)
  if (pick === 'any') return seen.length > 0
  if (pick === 'count') return seen.length
  return pickedFact(definition, seen, around)?.fields[valueField(definition) ?? '']
}
