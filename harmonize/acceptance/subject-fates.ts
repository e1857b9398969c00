import { dayNumber } from '../../protocol/schema/day-numbers.js'
import { type DomainName, domainNames } from '../../protocol/schema/domains.js'
import { type CodedRows, combineCodes } from '../columns/combine-codes.js'
import type { HarmonizedSite } from '../harmonize-site.js'
import type { SharedColumns, SharedField } from '../shared-columns.js'
import type { SharedDomain } from '../shared-domain.js'
import type { SharedValue } from '../shared-row.js'

/** Which rows report what cannot be undone. */
export interface TerminalFact {
  /** The fields that decide it in a domain; null where no row of it reports such a thing. */
  readonly fieldsOf: (domain: DomainName) => readonly string[] | null
  readonly isTerminal: (domain: DomainName, values: Readonly<Record<string, SharedValue>>) => boolean
}

/** What the rows of subjects say of their ends and their newest days. */
export interface SubjectFates {
  /** The place of the file that reports the subject's death first, or -1. */
  readonly endedIn: Int32Array
  /** Marks the subjects of whom a status is held. */
  readonly endHeld: Uint8Array
  /** The newest day of each subject but for its birth date, as counted from 1970; without one, before all days. */
  readonly newest: Float64Array
}

/** Takes rows of a domain, whose subjects stand from the first on. */
type Take = (columns: SharedColumns, first: number) => void

const valuesAt = ({ fields }: SharedColumns, names: readonly string[], row: number): Record<string, SharedValue> =>
  Object.fromEntries(
    names.flatMap(name => {
      const value = fields[name]?.values[fields[name].codes[row]!] ?? null
      return value === null ? [] : [[name, value] as const]
    }),
  )

const terminalRows = (
  domain: DomainName,
  columns: SharedColumns,
  names: readonly string[],
  isTerminal: TerminalFact['isTerminal'],
): Uint8Array | null => {
  let found: CodedRows & { readonly firsts: readonly number[] } = {
    ...{ codes: new Uint8Array(columns.count), distinct: 1, firsts: [0] },
  }
  for (const name of names) {
    const field = columns.fields[name]
    if (field === undefined) continue
    found = combineCodes(found, { codes: field.codes, distinct: field.values.length }, columns.count)
  }
  const flags = Uint8Array.from(found.firsts, row => Number(isTerminal(domain, valuesAt(columns, names, row))))
  return flags.includes(1) ? Uint8Array.from(found.codes, code => flags[code]!) : null
}

const eachRow = ({ starts }: SharedColumns, first: number, take: (row: number, subject: number) => void): void => {
  for (let at = 0; at < starts.length - 1; at += 1) {
    for (let row = starts[at]!; row < starts[at + 1]!; row += 1) take(row, first + at)
  }
}

const takeEnds = (domain: DomainName, { fieldsOf, isTerminal }: TerminalFact, ended: Int32Array): readonly Take[] => {
  const names = fieldsOf(domain)
  if (names === null) return []
  return [
    (columns, first) => {
      const marks = terminalRows(domain, columns, names, isTerminal)
      if (marks === null) return
      eachRow(columns, first, (row, subject) => {
        if (ended[subject] === -1 && marks[row] === 1) ended[subject] = columns.files[row]!
      })
    },
  ]
}

const statusOf: Partial<Record<DomainName, string>> = { contact: 'status', disposition: 'event' }

const takeHeld = (domain: DomainName, { values }: SharedDomain, held: Uint8Array): readonly Take[] => {
  const name = statusOf[domain] ?? ''
  const flags = Uint8Array.from(values[name] ?? [], value =>
    Number(value?.kind === 'missing' && value.reason === 'held'),
  )
  if (!flags.includes(1)) return []
  return [
    (columns, first) => {
      const { codes } = columns.fields[name]!
      eachRow(columns, first, (row, subject) => (held[subject]! |= flags[codes[row]!]!))
    },
  ]
}

const daysOf = (values: SharedField['values']): Float64Array =>
  Float64Array.from(values, value =>
    value?.kind === 'day' && value.date !== null && !value.imputed ? dayNumber(value.date) : -Infinity,
  )

const takeDays = (domain: DomainName, { values }: SharedDomain, newest: Float64Array): readonly Take[] =>
  Object.entries(domain === 'subject' ? {} : values).flatMap(([name, own]): readonly Take[] => {
    const days = daysOf(own)
    if (!days.some(Number.isFinite)) return []
    return [
      (columns, first) => {
        const { codes } = columns.fields[name]!
        eachRow(columns, first, (row, subject) => {
          const day = days[codes[row]!]!
          if (day > newest[subject]!) newest[subject] = day
        })
      },
    ]
  })

// So many subjects' rows stand in place at once.
const mostSubjects = 8_192

/** What subjects' rows say of their ends and their newest days. */
export const subjectFates = (
  domains: HarmonizedSite['domains'],
  subjects: number,
  terminal: TerminalFact,
): SubjectFates => {
  const endedIn = new Int32Array(subjects).fill(-1)
  const endHeld = new Uint8Array(subjects)
  const newest = new Float64Array(subjects).fill(-Infinity)
  for (const name of domainNames) {
    const domain = domains[name]
    if (domain === undefined) continue
    const takes = [
      ...takeEnds(name, terminal, endedIn),
      ...takeHeld(name, domain, endHeld),
      ...takeDays(name, domain, newest),
    ]
    for (let from = 0; takes.length > 0 && from < subjects; from += mostSubjects) {
      const columns = domain.between(from, Math.min(from + mostSubjects, subjects))
      for (const take of takes) take(columns, from)
    }
  }
  return { endedIn, endHeld, newest }
}
