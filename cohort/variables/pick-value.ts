import { decimalNumber } from '../decimal-number.js'
import type { RowPick } from '../../protocol/language/variables.js'
import { type Told, told } from '../../words/told.js'
import { relationCode, relationOfCode } from '../../protocol/schema/relations.js'
import type { DomainColumns } from '../input/subject-range.js'
import { addNumbers, highestOf, lowestOf, mayBe, type RelatedNumber } from '../number-range.js'
import type { Readings } from './read-row.js'
import { valueKind, type ValueWriter } from './value-column.js'

type ValuePick = Exclude<RowPick, 'any' | 'count'>

/**
 * Makes what chooses among the known values of a subject, which stand side by side, by time or size, or takes their mean, and
 * writes it; the place in the files settles equal times. By time a value whose day was not recorded decides only where none
 * has a day.
 */
export const valuePicker = (
  pick: ValuePick,
  readings: Readings,
  columns: DomainColumns,
  anchors: Float64Array,
  unitOf: (row: number) => Told | null,
  writer: ValueWriter,
  reasons: readonly Told[] = [],
): ((from: number, to: number, subject: number) => void) => {
  const taking = { readings, columns, unitOf, writer, reasons }
  if (pick === 'first' || pick === 'last' || pick === 'nearest') {
    return (from, to, subject) => {
      if (pick === 'nearest' && Number.isNaN(anchors[subject]!))
        writer.unknown(told`the day to be nearest to is not known`)
      else takeOne(taking, to - from === 1 ? from : byTime(pick, readings, from, to, anchors[subject]!))
    }
  }
  return (from, to) => {
    const held = unknownIn(readings, from, to)
    if (held >= 0) takeOne(taking, held)
    else if (!areNumbers(readings, from, to)) {
      addAll(taking, from, to)
      writer.unknown(told`the ${pick} of values that are not numbers`)
    } else if (pick === 'mean') takeMean(taking, from, to)
    else takeExtreme(taking, pick, from, to)
  }
}

interface Taking {
  readonly readings: Readings
  readonly columns: DomainColumns
  readonly unitOf: (row: number) => Told | null
  readonly writer: ValueWriter
  /** Why a day's reading is unknown, by its number. */
  readonly reasons: readonly Told[]
}

const addSource = ({ readings, columns, writer }: Taking, at: number): void => {
  const { rows, spans, members } = readings
  if (spans === null || members === null) {
    const row = rows[at]!
    writer.sources.add(columns.file[row]!, columns.row[row]!)
    return
  }
  for (let place = spans[at]!; place < spans[at + 1]!; place += 1) {
    const row = members[place]!
    writer.sources.add(columns.file[row]!, columns.row[row]!)
  }
}

const addAll = (taking: Taking, from: number, to: number): void => {
  for (let at = from; at < to; at += 1) addSource(taking, at)
}

const relationIn = ({ relations }: Readings, at: number): number => (relations === null ? 0 : relations[at]!)

const takeOne = (taking: Taking, at: number): void => {
  const { readings, unitOf, writer } = taking
  const { kinds, numbers, rows, days } = readings
  addSource(taking, at)
  if (kinds[at] === valueKind.unknown) writer.unknown(taking.reasons[numbers[at]!]!)
  else writer.known(kinds[at]!, numbers[at]!, relationIn(readings, at), unitOf(rows[at]!), days[at]!)
}

const takeMean = (taking: Taking, from: number, to: number): void => {
  const { readings, unitOf, writer } = taking
  addAll(taking, from, to)
  const sum = sumOf(readings, from, to)
  if (sum === null) writer.unknown(told`a mean of limits in both directions`)
  else {
    const relation = relationCode(sum.relation)
    writer.known(
      valueKind.number,
      decimalNumber(sum.number / (to - from)),
      relation,
      unitOf(readings.rows[from]!),
      Number.NaN,
    )
  }
}

const takeExtreme = (taking: Taking, pick: 'highest' | 'lowest', from: number, to: number): void => {
  const { readings, unitOf, writer } = taking
  const extreme = extremeOf(pick, readings, from, to)
  let first = -1
  for (let at = from; at < to; at += 1) {
    if (!mayBeThat(readings, at, extreme)) continue
    addSource(taking, at)
    if (first < 0) first = at
  }
  const relation = relationCode(extreme.relation)
  const day = first < 0 ? Number.NaN : readings.days[first]!
  writer.known(valueKind.number, extreme.number, relation, unitOf(readings.rows[from]!), day)
}

/** The first reading of a day that is not known, or -1. */
const unknownIn = ({ kinds }: Readings, from: number, to: number): number => {
  for (let at = from; at < to; at += 1) if (kinds[at] === valueKind.unknown) return at
  return -1
}

const areNumbers = ({ kinds }: Readings, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (kinds[at] !== valueKind.number) return false
  return true
}

const byTime = (
  pick: 'first' | 'last' | 'nearest',
  { days }: Readings,
  from: number,
  to: number,
  anchor: number,
): number => {
  let best = -1
  for (let at = from; at < to; at += 1) {
    if (Number.isNaN(days[at]!)) continue
    if (best < 0 || comesBefore(pick, days[at]!, days[best]!, anchor)) best = at
  }
  if (best >= 0) return best
  return pick === 'last' ? to - 1 : from
}

// Of equal days the row that stands first is the first, the row that stands last the last.
const comesBefore = (pick: 'first' | 'last' | 'nearest', day: number, best: number, anchor: number): boolean => {
  if (pick === 'first') return day < best
  if (pick === 'last') return day >= best
  const [distance, least] = [Math.abs(day - anchor), Math.abs(best - anchor)]
  return distance < least || (distance === least && day < best)
}

const areExact = ({ relations }: Readings, from: number, to: number): boolean => {
  if (relations === null) return true
  for (let at = from; at < to; at += 1) if (relations[at] !== 0) return false
  return true
}

const relatedAt = (readings: Readings, at: number): RelatedNumber => ({
  number: readings.numbers[at]!,
  relation: relationOfCode(relationIn(readings, at)),
})

const related = (readings: Readings, from: number, to: number): readonly RelatedNumber[] =>
  Array.from({ length: to - from }, (_, at) => relatedAt(readings, from + at))

const sumOf = (readings: Readings, from: number, to: number): RelatedNumber | null => {
  if (!areExact(readings, from, to)) return addNumbers(related(readings, from, to))
  let number = 0
  for (let at = from; at < to; at += 1) number += readings.numbers[at]!
  return { number, relation: '=' }
}

const extremeOf = (pick: 'highest' | 'lowest', readings: Readings, from: number, to: number): RelatedNumber => {
  if (!areExact(readings, from, to)) {
    const numbers = related(readings, from, to)
    return pick === 'highest' ? highestOf(numbers) : lowestOf(numbers)
  }
  const { numbers } = readings
  let number = numbers[from]!
  for (let at = from + 1; at < to; at += 1) {
    number = pick === 'highest' ? Math.max(number, numbers[at]!) : Math.min(number, numbers[at]!)
  }
  return { number, relation: '=' }
}

const mayBeThat = (readings: Readings, at: number, extreme: RelatedNumber): boolean => {
  if (relationIn(readings, at) === 0 && extreme.relation === '=') return readings.numbers[at] === extreme.number
  return mayBe(relatedAt(readings, at), extreme)
}
