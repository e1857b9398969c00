import { completedYears } from './days.js'
import { dateOf, rowsOf, sourcesOf, type SubjectChart } from './subject-chart.js'
import { knownAs, unknownBecause, type DerivedVariable } from './variable.js'

/** Age at index: completed years since birth; the recorded age where the day of birth is not known, or only in part. */
export const deriveAge = (chart: SubjectChart): DerivedVariable => {
  const rows = rowsOf(chart, 'subject')
  const birth = rows.map(row => row.values['birthDate']).find(value => value?.kind === 'day' && value.date !== null)
  const recorded = rows.map(row => row.values['ageYears']).find(value => value?.kind === 'number')
  const index = dateOf(chart, chart.indexDay)
  const sources = sourcesOf(rows)
  const birthDate = birth?.kind === 'day' ? birth.date : null
  const imputed = birth?.kind === 'day' && birth.imputed
  if (birthDate !== null && index !== null && (!imputed || recorded === undefined)) {
    const years = completedYears(birthDate, index)
    if (years < 0) return unknownBecause('the day of birth is after the index date', sources)
    return knownAs(years, sources, { unit: 'years' })
  }
  if (recorded?.kind === 'number') return knownAs(recorded.number, sources, { unit: 'years' })
  return unknownBecause(birthDate === null ? 'neither day of birth nor age is recorded' : 'no index date', sources)
}
