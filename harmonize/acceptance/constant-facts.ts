import type { DomainName } from '../../protocol/schema/domains.js'
import { valueText } from '../blocks/natural-key.js'
import { type CodedRows, combineCodes } from '../columns/combine-codes.js'
import type { HarmonizedSite } from '../harmonize-site.js'
import type { SharedColumns, SharedField } from '../shared-columns.js'
import type { SharedValue } from '../shared-row.js'
import { type Told, told, toldId } from '../../words/told.js'

/** What subjects say of one fact: each one's text by its code, 0 where nothing is known. */
export interface FactColumn {
  readonly codes: Int32Array
  readonly texts: readonly string[]
}

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

const dayText = (value: SharedValue | null): string | null =>
  value?.kind === 'day' ? (value.date ?? String(value.offset).padStart(8, '0')) : null

const numbered = (texts: readonly (string | null)[]): { readonly numbers: Int32Array; readonly distinct: string[] } => {
  const distinct = ['', ...[...new Set(texts.filter(text => text !== null))].sort()]
  const places = new Map(distinct.map((text, place) => [text, place]))
  return { numbers: Int32Array.from(texts, text => (text === null ? 0 : (places.get(text) ?? 0))), distinct }
}

const ofSubject = ({ starts }: SharedColumns, { codes, values }: SharedField, subjects: number): FactColumn => {
  const { numbers, distinct } = numbered(
    values.map(value => (value === null || value.kind === 'missing' ? null : valueText(value))),
  )
  const facts = new Int32Array(subjects)
  for (let subject = 0; subject < subjects; subject += 1) {
    const row = starts[subject]!
    if (row < starts[subject + 1]!) facts[subject] = numbers[codes[row]!]!
  }
  return { codes: facts, texts: distinct }
}

/** All codes of each row as one text, as numbers in the order of the texts. */
const codesOfRows = ({ count, fields }: SharedColumns) => {
  const coded = Object.values(fields).filter(({ values }) => values.some(value => value?.kind === 'code'))
  let found: CodedRows & { readonly firsts: readonly number[] } = {
    ...{ codes: new Uint8Array(count), distinct: 1, firsts: [0] },
  }
  for (const { codes, values } of coded) found = combineCodes(found, { codes, distinct: values.length }, count)
  const texts = found.firsts.map(row =>
    coded
      .flatMap(({ codes, values }) => {
        const value = values[codes[row]!] ?? null
        return value?.kind === 'code' ? [valueText(value)] : []
      })
      .join(' '),
  )
  const { numbers, distinct } = numbered(texts)
  return { codes: found.codes, numbers, texts: distinct }
}

const ofFirstRow = (columns: SharedColumns, subjects: number): FactColumn | null => {
  const { starts, fields } = columns
  const date = fields['date']
  if (date === undefined) return null
  const days = numbered(date.values.map(dayText))
  const codes = codesOfRows(columns)
  const [firstDays, firstCodes] = [new Int32Array(subjects), new Int32Array(subjects)]
  for (let subject = 0; subject < subjects; subject += 1) {
    for (let row = starts[subject]!; row < starts[subject + 1]!; row += 1) {
      const day = days.numbers[date.codes[row]!]!
      if (day === 0) continue
      const code = codes.numbers[codes.codes[row]!]!
      const known = firstDays[subject]!
      if (known !== 0 && (known < day || (known === day && firstCodes[subject]! <= code))) continue
      firstDays[subject] = day
      firstCodes[subject] = code
    }
  }
  const pairs = combineCodes(
    { codes: firstDays, distinct: days.distinct.length },
    { codes: firstCodes, distinct: codes.texts.length },
    subjects,
  )
  const { numbers, distinct } = numbered(
    pairs.firsts.map(subject =>
      firstDays[subject] === 0 ? null : `${days.distinct[firstDays[subject]!]!} ${codes.texts[firstCodes[subject]!]!}`,
    ),
  )
  return { codes: Int32Array.from(pairs.codes, code => numbers[code]!), texts: distinct }
}

/** The facts of subjects that do not change from one export to the next, by name; only those that somebody says. */
export const constantFacts = (
  domains: HarmonizedSite['domains'],
  subjects: number,
): ReadonlyMap<string, FactColumn> => {
  const facts = new Map<string, FactColumn | null>()
  const subject = domains.subject?.between(0, subjects)
  for (const fact of subjectFacts) {
    const field = subject?.fields[fact]
    if (subject !== undefined && field !== undefined) facts.set(fact, ofSubject(subject, field, subjects))
  }
  for (const domain of firstOf) {
    const columns = domains[domain]?.between(0, subjects)
    if (columns !== undefined) facts.set(domain, ofFirstRow(columns, subjects))
  }
  return new Map([...facts].flatMap(([fact, column]) => (column === null ? [] : [[fact, column] as const])))
}

// Before the number stands of what kind it is, of a limit (> 89) its relation too.
const ageIn = (text: string): number => Number(/\d.*$/.exec(text)?.[0])

/** Whether a fact is still the same; an age may be counted a year further. */
export const sameFact = (fact: string, before: string, now: string): boolean =>
  before === now || (fact === 'ageYears' && Math.abs(ageIn(now) - ageIn(before)) <= 1)
