import { domainNames, domains, fieldsOf, type DomainName } from '../../../protocol/schema/domains.js'
import type { DayValue, SharedRow } from '../../../harmonize/shared-row.js'
import { type Told, told, toldLiteral } from '../../../words/told.js'
import { isDeath } from './death.js'
import { deriveAge } from './derive-age.js'
import { isBeforeRecords, isUnlikelyDay } from './likely-days.js'
import { firstHeld, saysHeld } from './place-words.js'
import { fieldPlaces, question, type Question } from './question.js'
import { dated, dayOf, rowsOf, type SubjectChart } from './subject-chart.js'
import { type IsoDate, isoDate } from '../../../protocol/schema/iso-date.js'

/** Questions about days that do not fit together, or that programs write where there is none. */
export const oddDays = (chart: SubjectChart): readonly Question[] => [
  ...unlikelyDays(chart),
  ...unlikelyAge(chart),
  ...beforeBirth(chart),
  ...afterDeath(chart),
]

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

/** The first day on which a person with this birthday, as far as it is known, can have been alive. */
const earliest = ({ date, precision }: DayValue & { readonly date: IsoDate }): IsoDate => {
  if (precision === 'year') return isoDate(`${date.slice(0, 4)}-01-01`)
  return precision === 'month' ? isoDate(`${date.slice(0, 7)}-01`) : date
}

/** A text that no day known in part is later than; `2021-02-31` is no day, so it is compared only. */
const latest = ({ date, precision }: DayValue & { readonly date: IsoDate }): string => {
  if (precision === 'year') return `${date.slice(0, 4)}-12-31`
  return precision === 'month' ? `${date.slice(0, 7)}-31` : date
}

const longestLife = 120

const beforeBirth = (chart: SubjectChart): readonly Question[] => {
  const births = rowsOf(chart, 'subject').flatMap(row => calendarDay(row, 'birthDate') ?? [])
  const [birth] = births
  if (birth === undefined) return []
  const born = earliest(birth)
  const yearOfDeath = Number(birth.date.slice(0, 4)) + longestLife
  const early = domainNames.flatMap(domain =>
    dayFields(domain).flatMap((field): readonly Question[] => {
      if (isBirth(field)) return []
      const rows = rowsOf(chart, domain).filter(row => {
        const day = calendarDay(row, field)
        return day !== null && latest(day) < born
      })
      if (rows.length === 0) return []
      return [question('record-before-birth', told`${noun(domain)} before birth: ${fieldPlaces(rows, field)}`, rows)]
    }),
  )
  const late = rowsWithDay(chart, (date, field) => !isBirth(field) && Number(date.slice(0, 4)) > yearOfDeath)
  if (late.length === 0) return early
  const rows = rowsOf(chart, 'subject')
  return [
    ...early,
    question(
      'unlikely-birth',
      told`the day of birth lies more than ${longestLife} years before a record: ${fieldPlaces(rows, 'birthDate')}`,
      rows,
    ),
  ]
}

const laterKinds = [
  { domain: 'response', kind: 'scan-after-death', noun: 'a response' },
  { domain: 'tumour', kind: 'scan-after-death', noun: 'a lesion' },
  { domain: 'lab', kind: 'record-after-death', noun: 'a laboratory finding' },
  { domain: 'assessment', kind: 'record-after-death', noun: 'an assessment' },
  { domain: 'exposure', kind: 'record-after-death', noun: 'an exposure' },
  { domain: 'procedure', kind: 'record-after-death', noun: 'a procedure' },
  { domain: 'contact', kind: 'follow-up-after-death', noun: 'a contact' },
] as const

const afterDeath = (chart: SubjectChart): readonly Question[] => {
  const rows = [...rowsOf(chart, 'contact'), ...rowsOf(chart, 'disposition')].filter(isDeath)
  const days = dated(chart, rows, 'date').flatMap(({ day }) => (day === null ? [] : [day]))
  const [death] = days
  if (death === undefined) return []
  const differing =
    new Set(days).size > 1
      ? [question('deaths-differ', told`deaths with different days: ${fieldPlaces(rows, 'date')}`, rows)]
      : []
  return [
    ...differing,
    ...laterKinds.flatMap(({ domain, kind, noun: what }) => {
      const later = rowsOf(chart, domain).filter(
        row => !isDeath(row) && (dayOf(chart, row.values['date']) ?? death) > death,
      )
      if (later.length === 0) return []
      return [question(kind, told`${what} is dated after death: ${fieldPlaces(later, 'date')}`, later)]
    }),
  ]
}
