import { domainNames, domains, fieldsOf, type DomainName } from '../../../protocol/schema/domains.js'
import type { DayValue, SharedRow } from '../../../harmonize/shared-row.js'
import { type Told, told, toldLiteral } from '../../../words/told.js'
import { deriveAge } from './derive-age.js'
import { isBeforeRecords, isUnlikelyDay } from './likely-days.js'
import { firstHeld, saysHeld } from './place-words.js'
import { fieldPlaces, question, type Question } from './question.js'
import { rowsOf, type SubjectChart } from './subject-chart.js'
import type { IsoDate } from '../../../protocol/schema/iso-date.js'

/** Questions about days that programs write where there is none, and ages that follow from them. */
export const oddDays = (chart: SubjectChart): readonly Question[] => [...unlikelyDays(chart), ...unlikelyAge(chart)]

const dayFields = (domain: DomainName): readonly string[] =>
  Object.entries(fieldsOf(domain))
    .filter(([, kind]) => kind === 'date')
    .map(([field]) => field)

const calendarDay = (row: SharedRow, field: string): (DayValue & { readonly date: IsoDate }) | null => {
  const value = row.values[field]
  return value?.kind === 'day' && value.date !== null ? { ...value, date: value.date } : null
}

const rowsWithDay = (
  chart: SubjectChart,
  isMeant: (date: IsoDate, field: string) => boolean,
): readonly { readonly domain: DomainName; readonly field: string; readonly rows: readonly SharedRow[] }[] =>
  domainNames.flatMap(domain =>
    dayFields(domain).flatMap(field => {
      const rows = rowsOf(chart, domain).filter(row => {
        const day = calendarDay(row, field)
        return day !== null && isMeant(day.date, field)
      })
      return rows.length === 0 ? [] : [{ domain, field, rows }]
    }),
  )

const isBirth = (field: string): boolean => field === 'birthDate'

const titles = domainNames.map(domain => domains[domain].title.toLowerCase())

const noun = (domain: DomainName): Told => toldLiteral(domains[domain].title.toLowerCase(), titles)

const unlikelyDays = (chart: SubjectChart): readonly Question[] =>
  rowsWithDay(chart, (date, field) => isUnlikelyDay(date) || (!isBirth(field) && isBeforeRecords(date))).map(
    ({ domain, field, rows }) =>
      question(
        'unlikely-day',
        told`a day of ${noun(domain)} is one that stands for an empty cell, or older than any record: ${fieldPlaces(rows, field)}`,
        rows,
      ),
  )

// A value that is held in its own cell has its own issue.
const unlikelyAge = (chart: SubjectChart): readonly Question[] => {
  const rows = rowsOf(chart, 'subject')
  const { because } = deriveAge(chart)
  if (because === null || !saysHeld(because) || firstHeld(rows, ['birthDate', 'ageYears']) === because) return []
  return [question('unlikely-age', told`the age at the index date is ${because}`, rows)]
}
