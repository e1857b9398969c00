import { dayNumber } from '../../protocol/schema/day-numbers.js'
import { type DomainName, domainNames } from '../../protocol/schema/domains.js'
import { type CodedRows, combineCodes } from '../columns/combine-codes.js'
import type { HarmonizedSite } from '../harmonize-site.js'
import type { SharedColumns, SharedField } from '../shared-columns.js'
import type { SharedValue } from '../shared-row.js'

/** Which rows report what cannot be undone. */
export interface TerminalFact {
  /** The fields that decide it in a domain; null where no row of it reports such a thing. */
  readonly fieldsOf: (domain: DomainName) => readonly string[] | null
  readonly isTerminal: (domain: DomainName, values: Readonly<Record<string, SharedValue>>) => boolean
}

type Domains = HarmonizedSite['domains']

const present = (domains: Domains): readonly (readonly [DomainName, SharedColumns])[] =>
  domainNames.flatMap(domain => {
    const columns = domains[domain]
    return columns === undefined ? [] : [[domain, columns] as const]
  })

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
  { fieldsOf, isTerminal }: TerminalFact,
): Uint8Array | null => {
  const names = fieldsOf(domain)
  if (names === null) return null
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

/** For each subject the place of the file that reports its death first, or -1. */
export const endedIn = (domains: Domains, subjects: number, terminal: TerminalFact): Int32Array => {
  const ended = new Int32Array(subjects).fill(-1)
  for (const [domain, columns] of present(domains)) {
    const marks = terminalRows(domain, columns, terminal)
    if (marks === null) continue
    const { starts, files } = columns
    for (let subject = 0; subject < subjects; subject += 1) {
      for (let row = starts[subject]!; ended[subject] === -1 && row < starts[subject + 1]!; row += 1) {
        if (marks[row] === 1) ended[subject] = files[row]!
      }
    }
  }
  return ended
}

const eachRow = ({ starts }: SharedColumns, subjects: number, take: (row: number, subject: number) => void): void => {
  for (let subject = 0; subject < subjects; subject += 1) {
    for (let row = starts[subject]!; row < starts[subject + 1]!; row += 1) take(row, subject)
  }
}

/** Marks the subjects of whom a status is held. */
export const endHeld = (domains: Domains, subjects: number): Uint8Array => {
  const marks = new Uint8Array(subjects)
  for (const [domain, name] of [
    ['contact', 'status'],
    ['disposition', 'event'],
  ] as const) {
    const columns = domains[domain]
    const field = columns?.fields[name]
    if (columns === undefined || field === undefined) continue
    const flags = Uint8Array.from(field.values, value => Number(value?.kind === 'missing' && value.reason === 'held'))
    if (flags.includes(1)) eachRow(columns, subjects, (row, subject) => (marks[subject]! |= flags[field.codes[row]!]!))
  }
  return marks
}

const daysOf = ({ values }: SharedField): Float64Array | null => {
  const days = Float64Array.from(values, value =>
    value?.kind === 'day' && value.date !== null && !value.imputed ? dayNumber(value.date) : -Infinity,
  )
  return days.some(Number.isFinite) ? days : null
}

/** The newest day of each subject but for its birth date, as counted from 1970; without one, before all days. */
export const newestDays = (domains: Domains, subjects: number): Float64Array => {
  const newest = new Float64Array(subjects).fill(-Infinity)
  for (const [domain, columns] of present(domains)) {
    if (domain === 'subject') continue
    for (const field of Object.values(columns.fields)) {
      const days = daysOf(field)
      if (days === null) continue
      eachRow(columns, subjects, (row, subject) => {
        const day = days[field.codes[row]!]!
        if (day > newest[subject]!) newest[subject] = day
      })
    }
  }
  return newest
}
