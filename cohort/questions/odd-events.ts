import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { type Told, told, toldId } from '../../words/told.js'
import type { DomainColumns } from '../input/subject-range.js'
import type { DoubtfulRow } from '../outcomes/doubtful-follow-up.js'
import { endpointRows, type SourceRows } from '../outcomes/endpoint-rows.js'
import type { OpenRange } from '../range/open-range.js'
import { fieldPlace, firstHeld, type RowOf } from '../range/places.js'
import { rowsOf } from '../range/rows.js'
import { yes } from '../truth-codes.js'
import { question, type Question } from './question.js'

/** Events that have no day, or one before the index date, and do not count. */
export interface OddEvents {
  /** Marks the subjects who have one. */
  readonly mark: (marks: Uint8Array) => void
  /** The questions about a subject's, without those about rows that are asked about already. */
  readonly ask: (subject: number, asked: readonly DoubtfulRow[]) => readonly Question[]
}

/** Finds the odd events of a range. */
export const oddEvents = (study: Pick<CohortPlan, 'endpoints'>, open: OpenRange): OddEvents => {
  const endpoints = Object.entries(study.endpoints).map(([id, endpoint]) => ({
    id,
    sources: endpointRows(open, endpoint).slice(0, endpoint.events.length),
  }))
  const mark = (marks: Uint8Array): void => {
    for (const { sources } of endpoints) {
      for (const { columns, truths, days } of sources) markOdd(open, columns, truths, days, marks)
    }
  }
  const ask = (subject: number, asked: readonly DoubtfulRow[]): readonly Question[] => {
    const seen = new Set<string>()
    return endpoints.flatMap(({ id, sources }) =>
      sources.flatMap(source => {
        const { name, columns, truths } = source
        return rowsOf(name, columns, subject, row => truths[row] === yes).flatMap((row): readonly Question[] => {
          const key = `${name} ${firstOfItsKind(columns, row.row)}`
          if (seen.has(key) || asked.some(each => each.name === name && each.row === row.row)) return []
          seen.add(key)
          return oddEvent(open, id, source, row, subject)
        })
      }),
    )
  }
  return { mark, ask }
}

const markOdd = (
  { count, indexDays }: OpenRange,
  { starts }: DomainColumns,
  truths: Uint8Array,
  days: Float64Array,
  marks: Uint8Array,
): void => {
  for (let subject = 0; subject < count; subject += 1) {
    const indexDay = indexDays[subject]!
    const end = starts[subject + 1]!
    for (let row = starts[subject]!; row < end; row += 1) {
      const day = days[row]!
      if (truths[row] === yes && (Number.isNaN(day) || day < indexDay)) marks[subject] = 1
    }
  }
}

const firstOfItsKind = ({ repeated }: DomainColumns, row: number): number => {
  let first = row
  while (repeated?.[first] === 1) first -= 1
  return first
}

const oddEvent = (
  { range, indexDays }: OpenRange,
  endpoint: string,
  { source: { date }, days, deaths }: SourceRows,
  row: RowOf,
  subject: number,
): readonly Question[] => {
  const day = days[row.row]!
  const message = (fault: Told): Told => told`an event of ${toldId(endpoint)} ${fault} and does not count`
  if (Number.isNaN(day)) {
    const held = firstHeld(range, [row], [date])
    const words = message(held === null ? told`has no day` : told`has no day (${held})`)
    return [question(range, 'event-without-day', words, [row])]
  }
  if (!(day < indexDays[subject]!)) return []
  const kind = deaths?.[row.row] === 1 ? 'death-before-index' : 'event-before-index'
  const words = message(told`is dated before the index date (${fieldPlace(range, row, date)})`)
  return [question(range, kind, words, [row])]
}
