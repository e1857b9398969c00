import type { DayValue, SharedRow } from '../../../harmonize/shared-row.js'
import type { Relation } from '../../../protocol/schema/relations.js'
import { told } from '../../../words/told.js'
import { completedYears } from './days.js'
import { isUnlikelyDay } from './likely-days.js'
import { fieldPlace, firstHeld } from './place-words.js'
import { dateOf, rowsOf, sourcesOf, type SubjectChart } from './subject-chart.js'
import { knownAs, unknownBecause, type DerivedVariable } from './variable.js'

/** The oldest age at which a person is in a study; what is above it is a mistake in a day or a number. */
const oldest = 120

/** The age from which a day that stands for 'not known' elsewhere is no birthday. */
const oldestOfUnlikelyDay = 100

interface Found<T> {
  readonly row: SharedRow
  readonly value: T
}

const find = <T>(rows: readonly SharedRow[], valueOf: (row: SharedRow) => T | null): Found<T> | undefined => {
  for (const row of rows) {
    const value = valueOf(row)
    if (value !== null) return { row, value }
  }
  return undefined
}

const birthOf = (row: SharedRow): (DayValue & { readonly date: string }) | null => {
  const value = row.values['birthDate']
  return value?.kind === 'day' && value.date !== null ? { ...value, date: value.date } : null
}

const recordedOf = (row: SharedRow): { readonly number: number; readonly relation: Relation } | null => {
  const value = row.values['ageYears']
  if (value?.kind === 'quantity') return value
  return value?.kind === 'number' ? { number: value.number, relation: '=' } : null
}

/**
 * Age at index: completed years since birth; the recorded age where the day of birth is not known, or only in part. An
 * age that nobody reaches is held, whichever of the two gives it; one recorded as a limit stays one.
 */
export const deriveAge = (chart: SubjectChart): DerivedVariable => {
  const rows = rowsOf(chart, 'subject')
  const birth = find(rows, birthOf)
  const recorded = find(rows, recordedOf)
  const index = dateOf(chart, chart.indexDay)
  const sources = sourcesOf(rows)
  if (birth !== undefined && index !== null && (!birth.value.imputed || recorded === undefined)) {
    const years = completedYears(birth.value.date, index)
    const place = fieldPlace(birth.row, 'birthDate')
    if (years < 0) return unknownBecause(told`held: the day of birth is after the index date, ${place}`, sources)
    if (years > oldest || (years > oldestOfUnlikelyDay && isUnlikelyDay(birth.value.date))) {
      return unknownBecause(told`held: no likely day of birth for this index date, ${place}`, sources)
    }
    return knownAs(years, sources, { unit: told`years` })
  }
  if (recorded !== undefined && recorded.value.number >= 0 && recorded.value.number <= oldest) {
    const { number, relation } = recorded.value
    return knownAs(number, sources, { relation, unit: told`years` })
  }
  if (recorded !== undefined) {
    return unknownBecause(told`held: an age outside 0 to ${oldest}, ${fieldPlace(recorded.row, 'ageYears')}`, sources)
  }
  const held = firstHeld(rows, ['birthDate', 'ageYears'])
  if (held !== null) return unknownBecause(held, sources)
  return unknownBecause(
    birth === undefined ? told`neither day of birth nor age is recorded` : told`no index date`,
    sources,
  )
}
