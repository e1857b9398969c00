import type { RowPick } from '../../protocol/language/variables.js'
import { type Told, told } from '../../words/told.js'
import { relationCode, relationOfCode } from '../../protocol/schema/relations.js'
import type { DomainColumns } from '../input/subject-range.js'
import { addNumbers, highestOf, lowestOf, rangeOf, type RelatedNumber } from '../number-range.js'
import { valueKind, type ValueWriter } from './value-column.js'

/** The known values of one subject, each with its row and the day that the row counts as, in the order of the rows. */
export interface Readings {
  count: number
  readonly rows: Int32Array
  /** NaN for a day that is not known. */
  readonly days: Float64Array
  readonly kinds: Uint8Array
  readonly numbers: Float64Array
  readonly relations: Uint8Array
}

/** Room for the readings of a subject with at most so many rows. */
export const readingsOf = (most: number): Readings => ({
  count: 0,
  rows: new Int32Array(most),
  days: new Float64Array(most),
  kinds: new Uint8Array(most),
  numbers: new Float64Array(most),
  relations: new Uint8Array(most),
})

type ValuePick = Exclude<RowPick, 'any' | 'count'>

/**
 * Makes what chooses among the known values of a subject by time or size, or takes their mean, and writes it; the place in the files settles equal
 * times. By time a value whose day was not recorded decides only where none has a day.
 */
export const valuePicker = (
  pick: ValuePick,
  readings: Readings,
  columns: DomainColumns,
  unitOf: (row: number) => Told | null,
  writer: ValueWriter,
): ((anchor: number) => void) => {
  const { rows } = readings
  const { file, row } = columns
  const addSource = (at: number): void => {
    writer.sources.add(file[rows[at]!]!, row[rows[at]!]!)
  }
  const taking = { readings, unitOf, writer, addSource }
  if (pick === 'first' || pick === 'last' || pick === 'nearest') {
    return anchor => {
      if (pick === 'nearest' && Number.isNaN(anchor)) writer.unknown(told`the day to be nearest to is not known`)
      else takeOne(taking, readings.count === 1 ? 0 : byTime(pick, readings, anchor))
    }
  }
  return () => {
    if (!areNumbers(readings)) {
      addAll(taking)
      writer.unknown(told`the ${pick} of values that are not numbers`)
    } else if (pick === 'mean') takeMean(taking)
    else takeExtreme(taking, pick)
  }
}

interface Taking {
  readonly readings: Readings
  readonly unitOf: (row: number) => Told | null
  readonly writer: ValueWriter
  readonly addSource: (at: number) => void
}

const addAll = ({ readings, addSource }: Taking): void => {
  for (let at = 0; at < readings.count; at += 1) addSource(at)
}

const takeOne = ({ readings, unitOf, writer, addSource }: Taking, at: number): void => {
  const { kinds, numbers, relations, rows, days } = readings
  addSource(at)
  writer.known(kinds[at]!, numbers[at]!, relations[at]!, unitOf(rows[at]!), days[at]!)
}

const takeMean = (taking: Taking): void => {
  const { readings, unitOf, writer } = taking
  addAll(taking)
  const sum = sumOf(readings)
  if (sum === null) writer.unknown(told`a mean of limits in both directions`)
  else {
    const relation = relationCode(sum.relation)
    writer.known(valueKind.number, sum.number / readings.count, relation, unitOf(readings.rows[0]!), Number.NaN)
  }
}

const takeExtreme = ({ readings, unitOf, writer, addSource }: Taking, pick: 'highest' | 'lowest'): void => {
  const extreme = extremeOf(pick, readings)
  let first = -1
  for (let at = 0; at < readings.count; at += 1) {
    if (!mayBe(readings, at, extreme)) continue
    addSource(at)
    if (first < 0) first = at
  }
  const relation = relationCode(extreme.relation)
  const day = first < 0 ? Number.NaN : readings.days[first]!
  writer.known(valueKind.number, extreme.number, relation, unitOf(readings.rows[0]!), day)
}

const areNumbers = ({ kinds, count }: Readings): boolean => {
  for (let at = 0; at < count; at += 1) if (kinds[at] !== valueKind.number) return false
  return true
}

const byTime = (pick: 'first' | 'last' | 'nearest', { days, count }: Readings, anchor: number): number => {
  let best = -1
  for (let at = 0; at < count; at += 1) {
    if (Number.isNaN(days[at]!)) continue
    if (best < 0 || comesBefore(pick, days[at]!, days[best]!, anchor)) best = at
  }
  if (best >= 0) return best
  return pick === 'last' ? count - 1 : 0
}

// Of equal days the row that stands first is the first, the row that stands last the last.
const comesBefore = (pick: 'first' | 'last' | 'nearest', day: number, best: number, anchor: number): boolean => {
  if (pick === 'first') return day < best
  if (pick === 'last') return day >= best
  const [distance, least] = [Math.abs(day - anchor), Math.abs(best - anchor)]
  return distance < least || (distance === least && day < best)
}

const areExact = ({ relations, count }: Readings): boolean => {
  for (let at = 0; at < count; at += 1) if (relations[at] !== 0) return false
  return true
}

const related = ({ numbers, relations, count }: Readings): readonly RelatedNumber[] =>
  Array.from({ length: count }, (_, at) => ({ number: numbers[at]!, relation: relationOfCode(relations[at]!) }))

const sumOf = (readings: Readings): RelatedNumber | null => {
  if (!areExact(readings)) return addNumbers(related(readings))
  let number = 0
  for (let at = 0; at < readings.count; at += 1) number += readings.numbers[at]!
  return { number, relation: '=' }
}

const extremeOf = (pick: 'highest' | 'lowest', readings: Readings): RelatedNumber => {
  const { numbers, count } = readings
  if (!areExact(readings)) return pick === 'highest' ? highestOf(related(readings)) : lowestOf(related(readings))
  let number = numbers[0]!
  for (let at = 1; at < count; at += 1) {
    number = pick === 'highest' ? Math.max(number, numbers[at]!) : Math.min(number, numbers[at]!)
  }
  return { number, relation: '=' }
}

const mayBe = ({ numbers, relations }: Readings, at: number, extreme: RelatedNumber): boolean => {
  if (relations[at] === 0 && extreme.relation === '=') return numbers[at] === extreme.number
  const range = rangeOf({ number: numbers[at]!, relation: relationOfCode(relations[at]!) })
  const bounds = rangeOf(extreme)
  return range.low <= bounds.high && range.high >= bounds.low
}
