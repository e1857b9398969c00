import { told } from '../../words/told.js'
import type { OpenRange } from '../range/open-range.js'
import { fieldPlace, firstHeld } from '../range/places.js'
import { dayIn, rowsOf } from '../range/rows.js'
import { completedYears } from '../days.js'
import { isUnlikelyDay } from '../likely-days.js'
import { valueKind, valueWriter, type ValueColumn } from './value-column.js'

/** The oldest age at which a person is in a study; what is above it is a mistake in a day or a number. */
const oldest = 120

/** The age from which a day that stands for 'not known' elsewhere is no birthday. */
const oldestOfUnlikelyDay = 100

const years = told`years`

/** The first row from a start that has a number in a column; -1 where none does. */
const firstWith = (numbers: Float64Array | null | undefined, start: number, end: number): number => {
  if (numbers === null || numbers === undefined) return -1
  for (let row = start; row < end; row += 1) if (!Number.isNaN(numbers[row]!)) return row
  return -1
}

/**
 * Age at index: completed years since birth; the recorded age where the day of birth is not known, or only in part. An
 * age that nobody reaches is held, whichever of the two gives it; one recorded as a limit stays one.
 */
export const deriveAge = (open: OpenRange): ValueColumn => {
  const columns = open.domain('subject').known
  const { starts, file, row: rows } = columns
  const birthDate = columns.fields['birthDate']
  const ages = columns.fields['ageYears']
  const writer = valueWriter(open)
  const place = (row: number, field: string) => fieldPlace(open.range, { name: 'subject', columns, row }, field)
  for (let subject = 0; subject < open.count; subject += 1) {
    const [start, end] = [starts[subject]!, starts[subject + 1]!]
    for (let row = start; row < end; row += 1) writer.sources.add(file[row]!, rows[row]!)
    const birth = open.calendar ? firstWith(birthDate?.days, start, end) : -1
    const recorded = firstWith(ages?.numbers, start, end)
    const index = open.calendar ? open.indexDays[subject]! : Number.NaN
    const isImputed = birth >= 0 && birthDate?.imputed?.[birth] === 1
    if (birth >= 0 && !Number.isNaN(index) && (!isImputed || recorded < 0)) {
      const day = dayIn(columns, 'birthDate', birth)
      const age = completedYears(day, index)
      if (age < 0) {
        writer.unknown(told`held: the day of birth is after the index date, ${place(birth, 'birthDate')}`)
      } else if (age > oldest || (age > oldestOfUnlikelyDay && isUnlikelyDay(day))) {
        writer.unknown(told`held: no likely day of birth for this index date, ${place(birth, 'birthDate')}`)
      } else writer.known(valueKind.number, age, 0, years, Number.NaN)
    } else if (recorded >= 0) {
      const age = ages!.numbers![recorded]!
      if (age >= 0 && age <= oldest)
        writer.known(valueKind.number, age, ages!.relations?.[recorded] ?? 0, years, Number.NaN)
      else writer.unknown(told`held: an age outside 0 to ${oldest}, ${place(recorded, 'ageYears')}`)
    } else {
      const held = firstHeld(open.range, rowsOf('subject', columns, subject), ['birthDate', 'ageYears'])
      writer.unknown(held ?? (birth < 0 ? told`neither day of birth nor age is recorded` : told`no index date`))
    }
  }
  return writer.finish()
}
