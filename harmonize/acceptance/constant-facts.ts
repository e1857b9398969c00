import type { DomainName } from '../../protocol/schema/domains.js'
import { valueText } from '../blocks/natural-key.js'
import type { SharedRow } from '../shared-row.js'
import { type Told, told, toldId } from '../../words/told.js'

const subjectFacts = ['sex', 'birthDate', 'ageYears'] as const

// What a subject begins with: the first row of each, with its day.
const firstOf: readonly DomainName[] = ['disease', 'exposure', 'procedure']

const words: Readonly<Record<string, Told>> = {
  sex: told`sex`,
  birthDate: told`birth date`,
  ageYears: told`age`,
  disease: told`first diagnosis`,
  exposure: told`first exposure`,
  procedure: told`first procedure`,
}

/** A constant fact's name in words. */
export const factWords = (fact: string): Told => words[fact] ?? toldId(fact)

const dayText = ({ values }: SharedRow): string | null => {
  const value = values['date']
  if (value?.kind !== 'day') return null
  return value.date ?? String(value.offset).padStart(8, '0')
}

const codesOf = ({ values }: SharedRow): string =>
  Object.values(values)
    .filter(value => value.kind === 'code')
    .map(valueText)
    .join(' ')

/** The facts of a subject that do not change from one export to the next, by name. */
export const constantFacts = (rows: readonly SharedRow[]): Readonly<Record<string, string>> => {
  const facts: Record<string, string> = {}
  const subject = rows.find(({ domain }) => domain === 'subject')
  for (const fact of subjectFacts) {
    const value = subject?.values[fact]
    if (value !== undefined && value.kind !== 'missing') facts[fact] = valueText(value)
  }
  for (const domain of firstOf) {
    const first = rows
      .filter(row => row.domain === domain)
      .flatMap(row => {
        const day = dayText(row)
        return day === null ? [] : [`${day} ${codesOf(row)}`]
      })
      .sort()[0]
    if (first !== undefined) facts[domain] = first
  }
  return facts
}

/** Whether a fact is still the same; an age may be counted a year further. */
export const sameFact = (fact: string, before: string, now: string): boolean =>
  before === now || (fact === 'ageYears' && Math.abs(Number(now.slice(1)) - Number(before.slice(1))) <= 1)
