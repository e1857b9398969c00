import { inDecimals } from './convert-unit.js'
import type { OfDay } from '../../../protocol/language/variables.js'
import { addNumbers, highestOf, lowestOf, mayBe, type RelatedNumber } from '../../../cohort/number-range.js'
import { type Told, told } from '../../../words/told.js'
import type { Reading } from './pick-value.js'

const timeOf = ({ rows: [row] }: Reading): number | null => {
  const date = row?.values['date']
  return date?.kind === 'day' ? date.time : null
}

const related = ({ value, relation }: Reading): RelatedNumber => ({ number: Number(value), relation })

const joined = (day: readonly Reading[], of: readonly Reading[], more: Partial<Reading>): Reading => ({
  ...(of[0] ?? day[0]!),
  ...more,
  rows: of.flatMap(({ rows }) => rows),
})

const unknown = (day: readonly Reading[], because: Told): Reading => ({ ...joined(day, day, {}), because })

const ofOneDay = (rule: OfDay, day: readonly Reading[]): Reading => {
  if (day.length === 1) return day[0]!
  if (rule === 'first' || rule === 'last') {
    const times = day.map(timeOf)
    const wanted = Math[rule === 'first' ? 'min' : 'max'](...times.map(time => time ?? 0))
    const found = day.filter((_, at) => times[at] === wanted)
    const said = new Set(found.map(({ value, relation }) => JSON.stringify([value, relation])))
    if (times.includes(null) || said.size > 1)
      return unknown(day, told`several results on one day, and not all have a time of day by which one is the ${rule}`)
    return joined(day, found, {})
  }
  if (day.some(({ value }) => typeof value !== 'number'))
    return unknown(day, told`the ${rule} of a day's values that are not numbers`)
  const numbers = day.map(related)
  if (rule === 'mean') {
    const sum = addNumbers(numbers)
    if (sum === null) return unknown(day, told`a mean of limits in both directions`)
    return joined(day, day, { value: inDecimals(sum.number / day.length), relation: sum.relation })
  }
  const extreme = rule === 'highest' ? highestOf(numbers) : lowestOf(numbers)
  const of = day.filter(reading => mayBe(related(reading), extreme))
  return joined(day, of, { value: extreme.number, relation: extreme.relation })
}

/** One reading a day, by the study's rule; those of no known day each by itself, behind. */
export const readingsOfDays = (rule: OfDay, readings: readonly Reading[]): readonly Reading[] => {
  const days = [...new Set(readings.flatMap(({ day }) => (day === null ? [] : [day])))].sort(
    (one, other) => one - other,
  )
  return [
    ...days.map(day =>
      ofOneDay(
        rule,
        readings.filter(reading => reading.day === day),
      ),
    ),
    ...readings.filter(({ day }) => day === null),
  ]
}
