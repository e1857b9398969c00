import { told } from '../../words/told.js'
import { isBeforeRecords, isUnlikelyDay } from '../likely-days.js'
import type { OpenRange } from '../range/open-range.js'
import { firstHeld, saysHeld } from '../range/places.js'
import { rowsOf } from '../range/rows.js'
import { reasonAt, type ValueColumn } from '../variables/value-column.js'
import { type DayField, dayFields } from './day-fields.js'
import { noun } from './domain-nouns.js'
import { fieldPlaces, question, type Question } from './question.js'

/** Days that programs write where there is none, and ages that follow from them. */
export interface OddDays {
  /** Marks the subjects who may have such. */
  readonly mark: (marks: Uint8Array) => void
  readonly ask: (subject: number) => readonly Question[]
}

/** Finds the odd days of a range, of which the ages at the index date are known. */
export const oddDays = (open: OpenRange, ages: ValueColumn): OddDays => {
  const fields = dayFields(open)
  return {
    mark: marks => {
      markUnlikely(open, fields, marks)
      markHeldAges(ages, marks)
    },
    ask: subject => [...unlikelyDays(open, fields, subject), ...unlikelyAge(open, ages, subject)],
  }
}

const isOdd = ({ isBirth }: DayField, day: number): boolean => isUnlikelyDay(day) || (!isBirth && isBeforeRecords(day))

const markUnlikely = (open: OpenRange, fields: readonly DayField[], marks: Uint8Array): void => {
  for (const field of fields) {
    const { columns, days } = field
    for (let subject = 0; subject < open.count; subject += 1) {
      const end = columns.starts[subject + 1]!
      for (let row = columns.starts[subject]!; row < end; row += 1) {
        const day = days[row]!
        if (isBeforeRecords(day) && isOdd(field, day)) marks[subject] = 1
      }
    }
  }
}

const markHeldAges = (ages: ValueColumn, marks: Uint8Array): void => {
  if (ages.reasons === null) return
  for (let subject = 0; subject < marks.length; subject += 1) if (saysHeld(reasonAt(ages, subject))) marks[subject] = 1
}

const unlikelyDays = (open: OpenRange, fields: readonly DayField[], subject: number): readonly Question[] =>
  fields.flatMap(field => {
    const { domain, columns, days } = field
    const rows = rowsOf(domain, columns, subject, row => isOdd(field, days[row]!))
    if (rows.length === 0) return []
    const places = fieldPlaces(open.range, rows, field.field)
    const words = told`a day of ${noun(domain)} is one that stands for an empty cell, or older than any record: ${places}`
    return [question(open.range, 'unlikely-day', words, rows)]
  })

// A value that is held in its own cell has its own issue.
const unlikelyAge = (open: OpenRange, ages: ValueColumn, subject: number): readonly Question[] => {
  const rows = rowsOf('subject', open.domain('subject').known, subject)
  const because = reasonAt(ages, subject)
  const isOwnIssue = because === null || firstHeld(open.range, rows, ['birthDate', 'ageYears']) === because
  if (isOwnIssue || !saysHeld(because)) return []
  return [question(open.range, 'unlikely-age', told`the age at the index date is ${because}`, rows)]
}
