import { told } from '../../../words/told.js'
import { linkedApartWords } from '../../../cohort/questions/linked-apart.js'
import { question, type Question } from './question.js'
import { rowsOf, type SubjectChart } from './subject-chart.js'

const birthOf = (chart: SubjectChart): string | null => {
  if (!chart.calendar) return null
  for (const { values } of rowsOf(chart, 'subject')) {
    const value = values['birthDate']
    if (value?.kind === 'day' && value.date !== null && value.precision === 'day' && !value.imputed) return value.date
  }
  return null
}

const sexOf = (chart: SubjectChart): string | null => {
  for (const { values } of rowsOf(chart, 'subject')) if (values['sex']?.kind === 'code') return values['sex'].code
  return null
}

const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other

/** The question about a record that does not count, where birth date or sex are not those of the record that does. */
export const linkedApart = (chart: SubjectChart, counted: SubjectChart): readonly Question[] => {
  const apart = [
    ...(differ(birthOf(chart), birthOf(counted)) ? (['birth date'] as const) : []),
    ...(differ(sexOf(chart), sexOf(counted)) ? (['sex'] as const) : []),
  ]
  return apart.length === 0 ? [] : [question('linked-person-differs', told`${linkedApartWords(counted.record, apart)}`)]
}
