import type { MappingBlock } from '../language/mapping/block.js'
import type { SiteDefaults } from '../language/mapping/site-defaults.js'
import type { WideColumn } from '../language/mapping/wide-column.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { type DomainName, type FieldKind, fieldsOf, wideFieldOf } from '../schema/domains.js'

type Written = Readonly<Record<string, unknown>>

// A study that counts in UTC, as it does where it says nothing, does not tell where its hospitals are.
const zoneOf = ({ timeZone }: SiteMapping, study: Pick<Study, 'timeZone'>): string | undefined =>
  timeZone ?? (study.timeZone === 'UTC' ? undefined : study.timeZone)

const given = (of: Written): Written => Object.fromEntries(Object.entries(of).filter(([, part]) => part !== undefined))

const daysBy = ({ date, century, months, impute }: SiteDefaults, own: Written): Written => {
  const formats = (own['date'] ?? date) as SiteDefaults['date']
  if (own['offset'] !== undefined || formats === undefined) return {}
  return given({
    date: formats,
    century: formats.some(format => /YY/.test(format.replaceAll('YYYY', ''))) ? century : undefined,
    months: formats.some(format => format.includes('MMM')) ? months : undefined,
    impute,
  })
}

const fieldBy = (defaults: SiteDefaults, kind: FieldKind, field: unknown): unknown => {
  const own: Written = typeof field === 'string' ? { column: field } : (field as Written)
  if ('constant' in own || !('column' in own)) return field
  const measured = kind === 'quantity' || kind === 'number'
  const added = kind === 'date' ? daysBy(defaults, own) : measured ? given({ decimal: defaults.decimal }) : {}
  return Object.keys(added).length === 0 ? field : { ...own, ...added, ...own }
}

const wideBy = (defaults: SiteDefaults, domain: DomainName, column: WideColumn): WideColumn => {
  const kinds = fieldsOf(domain)
  const own = kinds[wideFieldOf(domain) ?? ''] ?? 'code'
  const decimal = own === 'quantity' || own === 'number' ? given({ decimal: defaults.decimal }) : {}
  const fields = Object.entries(column).map(([key, part]) => {
    const kind = kinds[key]
    return [key, kind === 'date' && typeof part === 'object' ? fieldBy(defaults, kind, part) : part] as const
  })
  return { ...Object.fromEntries(fields), ...decimal, ...(column.decimal && { decimal: column.decimal }) }
}

const blockBy = (defaults: SiteDefaults, domain: DomainName, block: Written): Written => {
  const kinds = fieldsOf(domain)
  return Object.fromEntries(
    Object.entries(block).map(([key, part]) => {
      if (key === 'wide') {
        const columns = Object.entries(part as NonNullable<MappingBlock['wide']>)
        return [key, Object.fromEntries(columns.map(([name, own]) => [name, wideBy(defaults, domain, own)]))]
      }
      const kind = kinds[key]
      return [key, kind === undefined || part === undefined ? part : fieldBy(defaults, kind, part)]
    }),
  )
}

const isWorkbook = (name: string): boolean => /\.(?:xlsx|ods)$/i.test(name)

/** Writes out what a mapping says for its whole site, and the zone of its study, at each file and field that says nothing else. */
export const resolveMapping = (mapping: SiteMapping, study: Pick<Study, 'time' | 'timeZone'>): SiteMapping => {
  const { defaults = {}, ...rest } = mapping
  const timeZone = study.time === 'dates' ? zoneOf(mapping, study) : undefined
  const files = Object.entries(mapping.files).map(([id, file]) => {
    const { encoding, delimiter = ',', quote, escape: escaped } = isWorkbook(file.name) ? {} : defaults
    return [id, { ...given({ encoding, delimiter, quote, escape: escaped }), ...file }] as const
  })
  const map = Object.entries(mapping.map as Readonly<Record<DomainName, Written | readonly Written[] | undefined>>)
  const blocks = map.map(([domain, written]) => {
    const one = (block: Written): Written => blockBy(defaults, domain as DomainName, block)
    return [domain, Array.isArray(written) ? written.map(one) : written && one(written as Written)] as const
  })
  return {
    ...rest,
    ...(timeZone === undefined ? {} : { timeZone }),
    files: Object.fromEntries(files),
    map: Object.fromEntries(blocks) as SiteMapping['map'],
  }
}
