import { inDecimals } from './convert-unit.js'
import type { RowPick } from '../../../protocol/language/variables.js'
import type { Relation } from '../../../protocol/schema/relations.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import { addNumbers, highestOf, lowestOf, rangeOf, type RelatedNumber } from '../../../cohort/number-range.js'
import { sourcesOf } from './subject-chart.js'
import { type Told, told } from '../../../words/told.js'
import { knownAs, unknownBecause, type DerivedVariable } from './variable.js'

/** A value read from a row, or from those of a day, on the day that the row counts as. */
export interface Reading {
  readonly rows: readonly SharedRow[]
  readonly day: number | null
  readonly value: string | number | boolean
  readonly relation: Relation
  readonly unit: Told | null
  /** Why several results of a day give no value. */
  readonly because?: Told
}

/**
 * Chooses among known values by time or size, or takes their mean; the place in the files settles equal times. By time
 * a value whose day was not recorded decides only where none has a day.
 */
export const pickValue = (
  pick: Exclude<RowPick, 'any' | 'count'>,
  readings: readonly Reading[],
  anchor: number | null,
): DerivedVariable => {
  if (pick === 'nearest' && anchor === null) return unknownBecause(told`the day to be nearest to is not known`)
  if (pick === 'first' || pick === 'last' || pick === 'nearest') return chosen(byTime(pick, readings, anchor ?? 0))
  const numbers = readings.flatMap(({ value, relation }) =>
    typeof value === 'number' ? [{ number: value, relation }] : [],
  )
  const sources = sourcesOf(readings.flatMap(({ rows }) => rows))
  const held = readings.find(({ because }) => because !== undefined)
  if (held !== undefined) return chosen(held)
  if (numbers.length < readings.length) return unknownBecause(told`the ${pick} of values that are not numbers`, sources)
  const unit = readings[0]?.unit ?? null
  if (pick === 'mean') {
    const sum = addNumbers(numbers)
    if (sum === null) return unknownBecause(told`a mean of limits in both directions`, sources)
    return knownAs(inDecimals(sum.number / numbers.length), sources, { relation: sum.relation, unit })
  }
  const extreme = pick === 'highest' ? highestOf(numbers) : lowestOf(numbers)
  const deciding = readings.filter(reading => mayBe(reading, extreme))
  return knownAs(extreme.number, sourcesOf(deciding.flatMap(({ rows }) => rows)), {
    relation: extreme.relation,
    unit,
    day: deciding[0]?.day ?? null,
  })
}

const chosen = (reading: Reading | undefined): DerivedVariable => {
  if (reading === undefined) return unknownBecause(told`no row fits`)
  const { value, rows, relation, unit, day, because } = reading
  if (because !== undefined) return unknownBecause(because, sourcesOf(rows))
  return knownAs(value, sourcesOf(rows), { relation, unit, day })
}

const byTime = (
  pick: 'first' | 'last' | 'nearest',
  readings: readonly Reading[],
  anchor: number,
): Reading | undefined => {
  const withDay = readings.filter(({ day }) => day !== null)
  const inTime = [...(withDay.length > 0 ? withDay : readings)].sort(
    (left, right) => (left.day ?? anchor) - (right.day ?? anchor),
  )
  if (pick === 'first') return inTime[0]
  if (pick === 'last') return inTime.at(-1)
  const distance = (reading: Reading): number => Math.abs((reading.day ?? anchor) - anchor)
  return inTime.reduce<Reading | undefined>(
    (nearest, each) => (nearest === undefined || distance(each) < distance(nearest) ? each : nearest),
    undefined,
  )
}

const mayBe = ({ value, relation }: Reading, extreme: RelatedNumber): boolean => {
  const range = rangeOf({ number: typeof value === 'number' ? value : Number.NaN, relation })
  const bounds = rangeOf(extreme)
  return range.low <= bounds.high && range.high >= bounds.low
}
