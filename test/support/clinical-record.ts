import type { NeverHad } from '../../protocol/facts/nobody-had.js'
import { parse } from 'yaml'
import type { SubjectRecord } from '../../cohort/cohort.js'
import type { Relation } from '../../protocol/schema/relations.js'
import type { SharedRow, SharedValue } from '../../harmonize/shared-row.js'
import { domainNames, fieldsOf, type DomainName } from '../../protocol/schema/domains.js'
import type { Delivered } from '../../protocol/facts/mapping-blocks.js'
import { missingKinds, type MissingKind } from '../../protocol/language/mapping/missing-kinds.js'
import { retold, told } from '../../words/told.js'
import { studySchema, type Study } from '../../protocol/language/study.js'
import { withDayRules } from './shipped-rules.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

/** A study from the language's own words, with the rules about deaths and births; what the words leave out is the smallest valid study. */
export const studyOf = (yaml: string): Study =>
  withDayRules(studySchema.parse({ ...(parse(smallestStudy) as object), ...(parse(yaml) as object) }))

const smallestStudy = `
study: example
title: An example
data: synthetic
sites: [north, south, east]
index: { from: exposure }
variables: {}
eligibility: {}
arms:
  control: { label: Control, when: { not: { treated: is true } } }
  treated: { label: Treated, when: { treated: is true } }
`

/** One row as a doctor would write it: `['lab', { test: 'albumin', result: '35 g/L', date: '2021-03-05' }]`. */
export type WrittenRow = readonly [DomainName, Readonly<Record<string, string>>]

/** What may be said of a subject beside its rows. */
export interface RecordOptions {
  readonly site?: string
  readonly linkKey?: string
  readonly delivered?: readonly Delivered[]
  readonly heldBecause?: string
  readonly mapped?: ReadonlySet<string>
  readonly nobody?: readonly NeverHad[]
}

/** A subject with rows as written; the rows' numbers are their places, from 2. */
export const recordOf = (id: string, rows: readonly WrittenRow[], options: RecordOptions = {}): SubjectRecord => {
  const site = options.site ?? 'north'
  return {
    subjectKey: `key-${site}-${id}`,
    displayId: id,
    site,
    linkKey: options.linkKey ?? null,
    rows: rows.map(([domain, written], place) => sharedRow(`key-${site}-${id}`, site, domain, written, place + 2)),
    delivered: options.delivered ?? domainNames,
    ...(options.mapped === undefined ? {} : { mapped: options.mapped }),
    ...(options.nobody === undefined ? {} : { nobody: options.nobody }),
    heldBecause: options.heldBecause === undefined ? null : retold(options.heldBecause),
  }
}

const sharedRow = (
  subjectKey: string,
  site: string,
  domain: DomainName,
  written: Readonly<Record<string, string>>,
  row: number,
): SharedRow => ({
  domain,
  subjectKey,
  source: { site, fileId: `file-${site}`, file: retold(`${domain}.csv`), sheet: told`-`, row },
  values: Object.fromEntries(Object.entries(written).map(([field, text]) => [field, valueOf(domain, field, text)])),
})

const isMissing = (text: string): text is MissingKind | 'held' =>
  text === 'held' || (missingKinds as readonly string[]).includes(text)

const valueOf = (domain: DomainName, field: string, text: string): SharedValue => {
  if (isMissing(text)) return { kind: 'missing', reason: text }
  const kind = fieldsOf(domain)[field]
  if (kind === undefined) throw new Error(`${domain} has no ${field}`)
  const isLimit = /^[<>]/.test(text)
  if (kind === 'number' && !isLimit) return { kind: 'number', number: Number(text), received: text }
  if (kind === 'date') return dayOf(text)
  const quantity = /^(<=|>=|<|>)?(-?\d+(?:\.\d+)?)(?: (.+))?$/.exec(text)
  if ((kind !== 'quantity' && !isLimit) || quantity === null) return { kind: 'code', code: text, received: text }
  const [, relation, number, unit] = quantity
  return {
    kind: 'quantity',
    number: Number(number),
    relation: (relation ?? '=') as Relation,
    unit: unit ?? null,
    received: text,
    receivedUnit: unit ?? null,
  }
}

const dayOf = (text: string): SharedValue => {
  const offset = /^day (-?\d+(?:\.\d+)?)$/.exec(text)
  const [date = '', clock] = text.split(' at ')
  const [hours, minutes] = (clock ?? '').split(':').map(Number)
  const time = clock === undefined ? null : (hours ?? 0) * 3600 + (minutes ?? 0) * 60
  const day = { kind: 'day', time, precision: 'day', imputed: false, received: text } as const
  return offset === null
    ? { ...day, date: isoDate(date), offset: null }
    : { ...day, date: null, offset: Number(offset[1]) }
}
