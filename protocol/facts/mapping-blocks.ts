import { type DomainName, domainNames, fieldsOf, wideFieldOf } from '../schema/domains.js'
import type { FieldMapping } from '../language/mapping/field-mapping.js'
import type { MappingBlock } from '../language/mapping/block.js'
import type { SiteMapping } from '../language/site.js'

const record = (value: unknown): Readonly<Record<string, unknown>> => value as Readonly<Record<string, unknown>>

/** The blocks of one domain in a site mapping as they are written. */
export const blocksWritten = (
  mapping: SiteMapping,
  domain: DomainName,
): readonly Readonly<Record<string, unknown>>[] => {
  const written = record(mapping.map)[domain]
  if (written === undefined) return []
  return (Array.isArray(written) ? written : [written]).map(record)
}

/** The blocks of one domain in a site mapping, one or several as written, with its field mappings apart. */
export const blocksOf = (mapping: SiteMapping, domain: DomainName): readonly MappingBlock[] =>
  blocksWritten(mapping, domain).map(block => {
    const fields = Object.keys(fieldsOf(domain)).filter(field => block[field] !== undefined)
    return {
      from: block['from'] as string,
      ...(block['when'] === undefined ? {} : { when: block['when'] as NonNullable<MappingBlock['when']> }),
      ...(block['wide'] === undefined ? {} : { wide: block['wide'] as NonNullable<MappingBlock['wide']> }),
      fields: Object.fromEntries(fields.map(field => [field, block[field] as FieldMapping])),
    }
  })

/** What a site delivers: a domain, or a field of one. */
export type Delivered = DomainName | `${DomainName}.${string}`

const fieldsFilled = (mapping: SiteMapping, domain: DomainName): readonly string[] =>
  blocksOf(mapping, domain).flatMap(({ fields, wide }) => {
    const columns = Object.values(wide ?? {})
    const filled = columns.flatMap(column => Object.keys(column).filter(field => field in fieldsOf(domain)))
    return [...Object.keys(fields), ...filled, ...(columns.length === 0 ? [] : [wideFieldOf(domain) ?? ''])]
  })

/** The domains that a site delivers, and of each the fields that any of its blocks fills. */
export const deliveredParts = (mapping: SiteMapping): readonly Delivered[] =>
  deliveredDomains(mapping).flatMap(domain => [
    domain,
    ...new Set(fieldsFilled(mapping, domain).map((field): Delivered => `${domain}.${field}`)),
  ])

/** The domains that a site delivers. */
export const deliveredDomains = (mapping: SiteMapping): readonly DomainName[] =>
  domainNames.filter(domain => blocksOf(mapping, domain).length > 0)
