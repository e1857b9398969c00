import { precisions } from '../../protocol/schema/precisions.js'
import type { OpenRange } from '../range/open-range.js'

/** What stays the same of a person, wherever a record of it is kept. */
export interface PersonFacts {
  /** The number of the day of birth; NaN where it is not known, or not as a whole. */
  readonly birthDay: number
  readonly sex: string | null
}

const wholeDay = precisions.indexOf('day')

/** The facts of each subject of a range, by the first of its rows that has them. */
export const personFacts = (open: OpenRange): ((subject: number) => PersonFacts) => {
  const { starts, fields } = open.domain('subject').known
  const { birthDate, sex } = fields
  const days = open.calendar ? (birthDate?.days ?? null) : null
  const isWhole = (row: number): boolean =>
    (birthDate?.precision?.[row] ?? wholeDay) === wholeDay && birthDate?.imputed?.[row] !== 1
  return subject => {
    let [birthDay, text]: [number, string | null] = [Number.NaN, null]
    for (let row = starts[subject + 1]! - 1; row >= starts[subject]!; row -= 1) {
      if (days !== null && !Number.isNaN(days[row]!) && isWhole(row)) birthDay = days[row]!
      const code = sex?.codes?.[row] ?? -1
      if (code >= 0) text = sex!.texts[code]!
    }
    return { birthDay, sex: text }
  }
}

/** Which facts two records of what should be one person have, and have otherwise. */
export const factsApart = (one: PersonFacts, other: PersonFacts): readonly ('birth date' | 'sex')[] => [
  // A day that is not known differs from none.
  ...(Math.abs(one.birthDay - other.birthDay) > 0 ? (['birth date'] as const) : []),
  ...(one.sex !== null && other.sex !== null && one.sex !== other.sex ? (['sex'] as const) : []),
]
