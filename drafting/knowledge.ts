import { blocksOf } from '../protocol/facts/mapping-blocks.js'
import { isMeasured } from '../protocol/facts/variable-facts.js'
import type { FieldMapping } from '../protocol/language/mapping/field-mapping.js'
import type { MappingBlock } from '../protocol/language/mapping/block.js'
import { isMissingKind, type Pack, type PackList } from '../protocol/language/packs.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { Study } from '../protocol/language/study.js'
import { scalarsOf } from '../protocol/language/shapes.js'
import { testsOf } from '../protocol/schema/analytes.js'
import { type DomainName, domainNames } from '../protocol/schema/domains.js'
import type { TestDefinition } from '../protocol/schema/laboratory-tests.js'
import { bareHeaders, twoNames } from './bare-header.js'
import { codesRead } from '../protocol/facts/code-readers.js'
import { type Label, labelChinese, labelText } from '../protocol/language/ids.js'
import { sameHeaders, wordsOfCodes } from './lexicon/words-of-codes.js'
import { codeWords } from './lexicon/code-words.js'
import { headerWords } from './lexicon/header-words.js'
import { isNumeral, plainWord, withoutForm } from './plain-word.js'

/** A domain whose rows are results of tests. */
export type TestDomain = 'lab' | 'assessment'

/** What is known before a site's files are seen: from the study, from the other sites' mappings, from the lexicon. */
export interface Knowledge {
  /** What a column may hold by its name. */
  readonly headers: ReadonlyMap<string, ReadonlySet<string>>
  /** By field, what received words mean; a word with several codes is there with all of them. */
  readonly codes: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>
  /** By field, the codes that study or another site has. */
  readonly codesOf: ReadonlyMap<string, ReadonlySet<string>>
  /** The tests that the study reads, or that another site brings, with their domain. */
  readonly tests: ReadonlyMap<string, TestDomain>
  readonly definitions: Readonly<Record<string, TestDefinition>>
  /** The domains that the study reads or that another site brings. */
  readonly domains: ReadonlySet<DomainName>
  readonly offsets: boolean
}

class Growing {
  readonly headers = new Map<string, Set<string>>()
  readonly codes = new Map<string, Map<string, Set<string>>>()
  readonly tests = new Map<string, TestDomain>()
  /** The codes that study or another site has in a field. */
  readonly allCodes = new Map<string, Set<string>>()

  has(field: string, code: string): void {
    this.allCodes.set(field, (this.allCodes.get(field) ?? new Set()).add(code))
  }

  header(written: string, concept: string): void {
    // A name is learned whole: what is taken off to look for it would make other names of it.
    const [bare] = bareHeaders(written)
    if (bare !== undefined) this.headers.set(bare, (this.headers.get(bare) ?? new Set()).add(concept))
  }

  code(field: string, word: string, code: string): void {
    // A number stands for another thing at each hospital.
    if (isNumeral(word)) return
    const words = this.codes.get(field) ?? new Map<string, Set<string>>()
    this.codes.set(field, words)
    for (const plain of new Set([plainWord(word), withoutForm(word)]))
      words.set(plain, (words.get(plain) ?? new Set()).add(code))
  }
}

const isTestDomain = (domain: DomainName): domain is TestDomain => domain === 'lab' || domain === 'assessment'

// In a table with a row a value, columns are called alike whatever is measured.
const rowConcepts: Readonly<Record<string, string>> = { test: 'row.test', result: 'row.result', date: 'date' }

const learnField = (known: Growing, domain: DomainName, field: string, mapping: FieldMapping): void => {
  const concept = isTestDomain(domain) ? (rowConcepts[field] ?? `${domain}.${field}`) : `${domain}.${field}`
  if (typeof mapping === 'string') {
    known.header(mapping, concept)
    return
  }
  if (!('column' in mapping)) return
  known.header(mapping.column, concept)
  if (typeof mapping.unit === 'object') known.header(mapping.unit.column, 'row.unit')
  for (const [word, code] of Object.entries(mapping.codes ?? {})) {
    if (field === 'test' && isTestDomain(domain)) {
      known.header(word, `test:${String(code)}`)
      known.tests.set(String(code), domain)
    } else {
      known.has(concept, String(code))
      known.code(concept, word, String(code))
    }
  }
}

// A remark in brackets is no part of a name.
const textsOf = (label: Label): readonly string[] =>
  [labelText(label), labelChinese(label) ?? '']
    .map(text => text.replace(/[（(][^（）()]*[)）]\s*$/u, '').trim())
    .filter(text => text !== '')

const learnLabels = (
  known: Growing,
  field: string,
  wide: string | null,
  things: readonly { readonly id: string; readonly label: Label }[],
): void => {
  for (const { id, label } of things)
    for (const text of [id, ...textsOf(label)]) {
      known.code(field, text, id)
      if (wide !== null) known.header(text, `wide:${wide}:${id}`)
    }
}

const learnCovariates = (known: Growing, { covariates, variables }: Study): void => {
  for (const { variable, label } of covariates) {
    const definition = variables[variable]
    const test = definition !== undefined && isMeasured(definition) ? definition.where?.['test'] : undefined
    const tests = test === undefined ? [] : scalarsOf(test)
    // Through what is first known of several, or grouped, a label may be of something else.
    if (tests.length === 1) for (const text of textsOf(label)) known.header(text, `test:${String(tests[0])}`)
  }
}

// A code's own id is a word for it, and so are the words that such a code often has.
const learnCodes = (known: Growing): void => {
  for (const [field, codes] of known.allCodes)
    for (const code of codes)
      for (const word of [code, code.replaceAll('-', ' '), code.replaceAll('-', '_'), ...(wordsOfCodes[code] ?? [])])
        known.code(field, word, code)
}

const learnSameHeaders = (known: Growing): void => {
  for (const group of sameHeaders) {
    const tests = new Set(
      group
        .flatMap(word => bareHeaders(word).flatMap(bare => [...(known.headers.get(bare) ?? [])]))
        .filter(concept => concept.startsWith('test:')),
    )
    if (tests.size === 1) for (const word of group) known.header(word, [...tests][0]!)
  }
}

const learnBlock = (known: Growing, domain: DomainName, block: MappingBlock): void => {
  for (const [field, mapping] of Object.entries(block.fields)) learnField(known, domain, field, mapping)
  const event = block.fields['event']
  if (domain === 'disposition' && typeof event === 'object' && 'constant' in event && event.constant === 'death') {
    for (const words of Object.values(block.when ?? {}))
      if (Array.isArray(words))
        for (const word of words as readonly string[]) known.code('contact.status', word, 'dead')
  }
  for (const [header, own] of Object.entries(block.wide ?? {})) {
    const test = own['test']
    if (!isTestDomain(domain) || typeof test !== 'string') {
      const of = own['target'] ?? own['category'] ?? own['term']
      if (typeof of === 'string') known.header(header, `wide:${domain}:${of}`)
      continue
    }
    known.header(header, `test:${test}`)
    known.tests.set(test, domain)
    for (const [word, code] of Object.entries(own.codes ?? {})) {
      known.has(`test:${test}`, String(code))
      known.code(`test:${test}`, word, String(code))
    }
  }
}

const learnStudy = (known: Growing, study: Study): ReadonlySet<DomainName> => {
  const read = new Set<DomainName>(['subject', 'contact', 'disposition'])
  if (study.index !== 'day 0') read.add(study.index.from)
  for (const definition of Object.values(study.variables)) {
    if (!isMeasured(definition)) continue
    read.add(definition.from)
    const test = definition.where?.['test']
    if (test !== undefined && isTestDomain(definition.from))
      for (const code of scalarsOf(test)) known.tests.set(String(code), definition.from)
  }
  for (const [test, { label }] of Object.entries(study.tests)) {
    known.header(test, `test:${test}`)
    if (label !== undefined) known.header(label, `test:${test}`)
  }
  if (study.response !== undefined) read.add('response')
  if (study.safety !== undefined) read.add('adverseEvent')
  learnLabels(known, 'response.target', 'response', study.response?.targets ?? [])
  learnLabels(known, 'adverseEvent.category', 'adverseEvent', study.safety?.categories ?? [])
  if (study.subsequent !== undefined)
    learnLabels(known, `${study.subsequent.from}.${study.subsequent.value}`, null, study.subsequent.therapies)
  learnCovariates(known, study)
  for (const [field, { codes }] of codesRead(study))
    for (const code of codes) if (!isNumeral(code)) known.has(field, code)
  return read
}

// Which list of a pack has the words of which field; a result is one of any test.
const packFields: readonly (readonly [PackList, string])[] = [
  ['sex', 'subject.sex'],
  ['recist', 'response.response'],
  ['result', 'test.result'],
]

const learnPack = (known: Growing, { lists }: Pack): void => {
  for (const [list, field] of packFields)
    for (const [code, words] of Object.entries(lists[list] ?? {}))
      if (!isMissingKind(code)) for (const word of words ?? []) known.code(field, word, code)
}

/** Gathers what a draft goes by. */
export const knowledgeOf = (study: Study, others: readonly SiteMapping[], packs: readonly Pack[]): Knowledge => {
  const known = new Growing()
  for (const [concept, words] of Object.entries(headerWords)) for (const word of words) known.header(word, concept)
  for (const [field, codes] of Object.entries(codeWords))
    for (const [code, words] of Object.entries(codes)) for (const word of words) known.code(field, word, code)
  for (const pack of packs) learnPack(known, pack)
  const read = new Set(learnStudy(known, study))
  for (const mapping of others)
    for (const domain of domainNames)
      for (const block of blocksOf(mapping, domain)) {
        read.add(domain)
        learnBlock(known, domain, block)
      }
  learnCodes(known)
  learnSameHeaders(known)
  return {
    ...{ headers: known.headers, codes: known.codes, codesOf: known.allCodes, tests: known.tests, domains: read },
    definitions: testsOf(study),
    offsets: study.time === 'day offsets',
  }
}

const conceptsIn = ({ headers }: Knowledge, header: string): ReadonlySet<string> =>
  new Set(bareHeaders(header).flatMap(bare => [...(headers.get(bare) ?? [])]))

/** What a column may hold by its name, exactly as names are known; a name in two scripts says what both of its parts do. */
export const conceptsOf = (known: Knowledge, header: string): ReadonlySet<string> => {
  const whole = conceptsIn(known, header)
  const parts = whole.size > 0 ? null : twoNames(header)
  if (parts === null) return whole
  const [one, other] = parts.map(part => conceptsIn(known, part)) as [ReadonlySet<string>, ReadonlySet<string>]
  return new Set([...one].filter(concept => other.has(concept)))
}

/** The one code that a received word has in a field; null where it is not known, or means several things. */
export const codeOf = ({ codes }: Knowledge, field: string, word: string): string | null => {
  const words = codes.get(field)
  const found = words?.get(plainWord(word)) ?? words?.get(withoutForm(word))
  return found?.size === 1 ? [...found][0]! : null
}
