import { abnormalFlags } from '../schema/abnormal-flags.js'
import { testsOf } from '../schema/analytes.js'
import { type DomainName, fieldsOf, wideFieldOf } from '../schema/domains.js'
import { doubt, type StudyFindings, reject } from '../load/study-findings.js'
import { listedCodes } from '../facts/listed-codes.js'
import { blocksOf } from '../facts/mapping-blocks.js'
import { nearestName } from '../load/nearest.js'
import { codeInWords, inWords } from '../words/schema-words.js'
import type { FieldMapping } from '../language/mapping/field-mapping.js'
import type { SiteMapping } from '../language/site.js'
import type { WideColumn } from '../language/mapping/wide-column.js'
import type { Study } from '../language/study.js'
import { neverHad } from '../facts/nobody-had.js'
import { type RowsAsked, rowsAsked } from '../facts/rows-asked.js'
import type { Path } from '../load/yaml-file.js'
import { scalarsOf } from '../language/shapes.js'

/** The codes of a field that a site can deliver; null where the field takes any text as it stands. */
type Delivered = ReadonlySet<string> | null

const setOf = (codes: Readonly<Record<string, string | number>> | undefined): Delivered =>
  codes === undefined ? null : new Set(Object.values(codes).map(String))

const codesOf = (mapping: FieldMapping): Delivered => {
  if (typeof mapping === 'string') return null
  if ('constant' in mapping) return new Set([String(mapping.constant)])
  return setOf(listedCodes(mapping))
}

const wideCodes = (own: WideColumn, field: string, wideField: string | null): Delivered => {
  if (field === wideField) return setOf(listedCodes(own))
  const fixed = own[field]
  // What has a column of its own in a wide block may list its codes there.
  if (typeof fixed === 'object' && fixed !== null && 'column' in fixed) return codesOf(fixed as FieldMapping)
  return typeof fixed === 'string' || typeof fixed === 'number' ? new Set([String(fixed)]) : new Set()
}

/** The codes that a site's mapping can deliver for a field. */
const deliveredBy = (mapping: SiteMapping, domain: DomainName, field: string): Delivered => {
  const codes = new Set<string>()
  const wideField = wideFieldOf(domain)
  for (const { fields, wide } of blocksOf(mapping, domain)) {
    const written = fields[field]
    const sets = [
      ...(written === undefined ? [] : [codesOf(written)]),
      ...Object.values(wide ?? {}).map(own => wideCodes(own, field, wideField)),
    ]
    for (const set of sets) {
      if (set === null) return null
      for (const code of set) codes.add(code)
    }
  }
  return codes
}

const checkAsked = (
  findings: StudyFindings,
  mappings: readonly SiteMapping[],
  { path, domain, where }: RowsAsked,
): void => {
  const none = mappings.flatMap(neverHad).filter(entry => entry.domain === domain)
  if (none.length === 0 && !mappings.some(mapping => blocksOf(mapping, domain).length > 0)) {
    doubt(findings, { of: 'study', path, at: 'key', message: `no site delivers ${domain}` })
    return
  }
  for (const [field, shape] of Object.entries(where ?? {})) {
    if (fieldsOf(domain)[field] !== 'code') continue
    // Flags come with results, from any site.
    const sets =
      field === 'flag' ? [new Set<string>(abnormalFlags)] : mappings.map(mapping => deliveredBy(mapping, domain, field))
    if (sets.includes(null)) continue
    const codes = [...new Set(sets.flatMap(set => [...(set ?? [])]))]
    const said = none.flatMap(entry => entry.codes[field] ?? [])
    for (const scalar of scalarsOf(shape)) {
      if (codes.includes(String(scalar)) || said.includes(String(scalar))) continue
      doubt(findings, {
        of: 'study',
        path: [...path, 'where', field],
        message: `no site delivers ${codeInWords(String(scalar))} for ${domain}.${field}`,
        found: String(scalar),
        allowed: codes,
      })
    }
  }
}

interface FindingOfCode {
  readonly of: `site ${string}`
  readonly path: Path
  readonly at: 'key'
  readonly found: string
  readonly allowed: readonly string[]
}

interface ListedIds {
  readonly domain: DomainName
  readonly field: string
  readonly what: string
  readonly ids: readonly string[]
  readonly path: Path
}

const idsOf = (items: readonly { readonly id: string }[] | undefined): readonly string[] =>
  items?.map(({ id }) => id) ?? []

const listedIds = ({ response, safety, subsequent }: Study): readonly ListedIds[] => [
  { domain: 'response', field: 'target', what: 'target', ids: idsOf(response?.targets), path: ['response', 'targets'] },
  {
    domain: 'adverseEvent',
    field: 'category',
    what: 'category',
    ids: idsOf(safety?.categories),
    path: ['safety', 'categories'],
  },
  ...(subsequent === undefined
    ? []
    : [
        {
          domain: subsequent.from,
          field: subsequent.value,
          what: 'therapy',
          ids: idsOf(subsequent.therapies),
          path: ['subsequent', 'therapies'],
        },
      ]),
]

const responses = ['cr', 'pr', 'sd', 'pd', 'ne']

const checkListed = (findings: StudyFindings, study: Study, mappings: Readonly<Record<string, SiteMapping>>): void => {
  const tests = Object.keys(testsOf(study))
  for (const [site, mapping] of Object.entries(mappings)) {
    const of = `site ${site}` as const
    const others = (domain: DomainName, field: string, allowed: readonly string[]): readonly FindingOfCode[] =>
      [...(deliveredBy(mapping, domain, field) ?? [])]
        .filter(code => !allowed.includes(code))
        .map(code => ({ of, path: ['map', domain], at: 'key', found: code, allowed }))
    for (const other of others('response', 'response', responses))
      reject(findings, { ...other, message: `found ${inWords(other.found)}, which is no response` })
    for (const domain of ['lab', 'assessment'] as const) {
      for (const other of others(domain, 'flag', abnormalFlags))
        reject(findings, { ...other, message: `found ${inWords(other.found)}, which is no abnormal flag` })
      for (const other of others(domain, 'test', tests)) {
        const so = `so its values have neither unit nor plausible range: declare it under 'tests'`
        doubt(findings, { ...other, message: `${codeInWords(other.found)} is no test known, ${so}` })
      }
    }
    // A site may deliver more than the study counts; what is nearly a listed id was probably meant to be it.
    for (const { domain, field, what, ids } of listedIds(study).filter(({ what }) => what !== 'therapy')) {
      for (const other of others(domain, field, ids)) {
        if (nearestName(other.found, ids) !== null)
          doubt(findings, { ...other, message: `${codeInWords(other.found)} is no ${what} of the study` })
      }
    }
  }
  for (const { domain, field, what, ids, path } of listedIds(study)) {
    const sets = Object.values(mappings).map(mapping => deliveredBy(mapping, domain, field))
    if (sets.includes(null) || sets.every(set => set?.size === 0)) continue
    const codes = [...new Set(sets.flatMap(set => [...(set ?? [])]))]
    ids.forEach((id, position) => {
      if (codes.includes(id)) return
      doubt(findings, {
        of: 'study',
        path: [...path, position, 'id'],
        message: `no site delivers the ${what} ${codeInWords(id)}`,
        found: id,
        allowed: codes,
      })
    })
  }
}

/** Warns of codes that the study asks for and no site delivers, and of codes delivered that nothing asks for. */
export const checkCodes = (
  findings: StudyFindings,
  study: Study,
  mappings: Readonly<Record<string, SiteMapping>>,
): void => {
  for (const asked of rowsAsked(study)) checkAsked(findings, Object.values(mappings), asked)
  checkListed(findings, study, mappings)
  const needed: readonly (readonly [DomainName, keyof Study])[] = [
    ['response', 'response'],
    ['adverseEvent', 'safety'],
  ]
  for (const [domain, key] of needed) {
    if (study[key] === undefined || Object.values(mappings).some(mapping => blocksOf(mapping, domain).length > 0))
      continue
    doubt(findings, { of: 'study', path: [key], at: 'key', message: `no site delivers ${domain}` })
  }
}
