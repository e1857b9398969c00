import { decimalNumber } from '../decimal-number.js'
import type { OfDay } from '../../protocol/language/variables.js'
import { relationCode, relationOfCode } from '../../protocol/schema/relations.js'
import { type Told, told } from '../../words/told.js'
import { addNumbers, highestOf, lowestOf, mayBe, type RelatedNumber } from '../number-range.js'
import type { Readings, TimedReadings } from './read-row.js'
import { valueKind } from './value-column.js'

/** Why several results of a day give no value, by the number that stands for it in readings. */
export const reasonsOfDay = (rule: OfDay): readonly Told[] => [
  told`several results on one day, and not all have a time of day by which one is the ${rule}`,
  told`the ${rule} of a day's values that are not numbers`,
  told`a mean of limits in both directions`,
]

const [noTime, noNumbers, bothLimits] = [0, 1, 2]

type OfOneDay = Pick<TimedReadings, 'kinds' | 'numbers' | 'relations' | 'times'>

const relatedAt = ({ numbers, relations }: OfOneDay, at: number): RelatedNumber => ({
  number: numbers[at]!,
  relation: relationOfCode(relations === null ? 0 : relations[at]!),
})

/** What the readings of one day come to: a value with the readings that it rests on, or why there is none. */
interface Outcome {
  readonly value: RelatedNumber | null
  readonly because: number
  readonly members: readonly number[]
}

const unknown = (because: number, members: readonly number[]): Outcome => ({ value: null, because, members })

const byTime = (rule: 'first' | 'last', of: OfOneDay, day: readonly number[]): Outcome => {
  const times = day.map(at => of.times?.[at] ?? Number.NaN)
  if (times.some(Number.isNaN)) return unknown(noTime, day)
  const wanted = rule === 'first' ? Math.min(...times) : Math.max(...times)
  const found = day.filter((_, place) => times[place] === wanted)
  const [one, ...others] = found
  const same = (at: number): boolean =>
    of.kinds[at] === of.kinds[one!] &&
    of.numbers[at] === of.numbers[one!] &&
    relatedAt(of, at).relation === relatedAt(of, one!).relation
  return others.every(same) ? { value: relatedAt(of, one!), because: 0, members: found } : unknown(noTime, day)
}

const bySize = (rule: 'mean' | 'highest' | 'lowest', of: OfOneDay, day: readonly number[]): Outcome => {
  if (day.some(at => of.kinds[at] !== valueKind.number)) return unknown(noNumbers, day)
  const numbers = day.map(at => relatedAt(of, at))
  if (rule === 'mean') {
    const sum = addNumbers(numbers)
    return sum === null
      ? unknown(bothLimits, day)
      : { value: { ...sum, number: decimalNumber(sum.number / day.length) }, because: 0, members: day }
  }
  const value = rule === 'highest' ? highestOf(numbers) : lowestOf(numbers)
  return { value, because: 0, members: day.filter((_, place) => mayBe(numbers[place]!, value)) }
}

/** Readings of a subject by their days, ascending; those of no known day each by itself, behind. */
const daysOf = ({ days }: Readings, from: number, to: number): readonly (readonly number[])[] => {
  const order = Array.from({ length: to - from }, (_, at) => from + at)
  const dated = order
    .filter(at => !Number.isNaN(days[at]!))
    .sort((one, other) => days[one]! - days[other]! || one - other)
  const groups: number[][] = []
  for (const at of dated) {
    const last = groups.at(-1)
    if (last !== undefined && days[last[0]!] === days[at]) last.push(at)
    else groups.push([at])
  }
  return [...groups, ...order.filter(at => Number.isNaN(days[at]!)).map(at => [at])]
}

/**
 * Makes one reading of the several that a subject has on a day, by the study's rule: the first or last by their times, the mean,
 * the highest or lowest. Where the rule cannot tell, the day's reading is unknown and says why.
 */
export const readingsOfDays = (rule: OfDay, readings: TimedReadings): Readings => {
  const { starts, rows, days, kinds, numbers } = readings
  const count = rows.length
  const made = {
    starts: new Int32Array(starts.length),
    rows: new Int32Array(count),
    days: new Float64Array(count),
    kinds: new Uint8Array(count),
    numbers: new Float64Array(count),
    relations: rule === 'mean' || readings.relations !== null ? new Uint8Array(count) : null,
    spans: new Int32Array(count + 1),
    members: new Int32Array(count),
  }
  let [next, member] = [0, 0]
  const put = (at: number, kind: number, number: number, relation: number, members: readonly number[]): void => {
    made.rows[next] = rows[at]!
    made.days[next] = days[at]!
    made.kinds[next] = kind
    made.numbers[next] = number
    if (made.relations !== null) made.relations[next] = relation
    for (const one of members) made.members[member++] = rows[one]!
    made.spans[++next] = member
  }
  for (let subject = 0; subject + 1 < starts.length; subject += 1) {
    for (const day of daysOf(readings, starts[subject]!, starts[subject + 1]!)) {
      const [first] = day as readonly [number]
      if (day.length === 1) {
        put(first, kinds[first]!, numbers[first]!, readings.relations?.[first] ?? 0, day)
        continue
      }
      const found = rule === 'first' || rule === 'last' ? byTime(rule, readings, day) : bySize(rule, readings, day)
      const { value, members, because } = found
      if (value === null) put(first, valueKind.unknown, because, 0, members)
      else put(members[0]!, kinds[members[0]!]!, value.number, relationCode(value.relation), members)
    }
    made.starts[subject + 1] = next
  }
  return made
}
