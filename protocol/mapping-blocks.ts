import { type DomainName, domainNames, fieldsOf } from './domains.js'
import type { FieldMapping, MappingBlock, SiteMapping } from './site.js'

const record = (value: unknown): Readonly<Record<string, unknown>> => value as Readonly<Record<string, unknown>>

/** The blocks of one domain in a site mapping, one or several as written, with its field mappings apart. */
export const blocksOf = (mapping: SiteMapping, domain: DomainName): readonly MappingBlock[] => {
  const written = record(mapping.map)[domain]
  if (written === undefined) return []
  return (Array.isArray(written) ? written : [written]).map((entry: unknown) => {
    const block = record(entry)
    const fields = Object.keys(fieldsOf(domain)).filter((field) => block[field] !== undefined)
    return {
      from: block['from'] as string,
      ...(block['when'] === undefined ? {} : { when: block['when'] as NonNullable<MappingBlock['when']> }),
      ...(block['wide'] === undefined ? {} : { wide: block['wide'] as NonNullable<MappingBlock['wide']> }),
      fields: Object.fromEntries(fields.map((field) => [field, block[field] as FieldMapping])),
    }
  })
}

/** The domains that a site delivers. */
export const deliveredDomains = (mapping: SiteMapping): readonly DomainName[] =>
  domainNames.filter((domain) => blocksOf(mapping, domain).length > 0)
