import { testsOf } from '../schema/analytes.js'
import { codesRead } from './code-readers.js'
import { type DomainName, domainNames, fieldsOf, wideFieldOf } from '../schema/domains.js'
import { listedCodes } from './listed-codes.js'
import { blocksOf } from './mapping-blocks.js'
import type { FieldMapping } from '../language/mapping/field-mapping.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { unitsOf } from '../schema/units.js'

/** Where the units stand that the study's own tests bring. */
export const unitsKey = 'units'

/** By `domain.field` of codes that a mapping reads without a list, the words that the study has for the field; and its units. */
export type CodelessWords = Readonly<Record<string, readonly string[]>>

const isCodeless = (field: FieldMapping): boolean =>
  typeof field === 'string' || ('column' in field && listedCodes(field) === undefined)

const codelessFields = (mapping: SiteMapping, domain: DomainName): readonly string[] => {
  const wideField = wideFieldOf(domain)
  return blocksOf(mapping, domain).flatMap(({ fields, wide }) => [
    ...Object.entries(fields).flatMap(([field, written]) => (isCodeless(written) ? [field] : [])),
    ...(wideField !== null && Object.values(wide ?? {}).some(own => listedCodes(own) === undefined) ? [wideField] : []),
  ])
}

/**
 * The words that a study has for the fields of codes that a site's mapping reads without listing them: of such a column these
 * words pass the door as they stand.
 */
export const codelessWords = (study: Study, mapping: SiteMapping): CodelessWords => {
  const read = codesRead(study)
  const fields = domainNames.flatMap(domain =>
    codelessFields(mapping, domain).flatMap(field =>
      fieldsOf(domain)[field] === 'code' ? [[domain, field] as const] : [],
    ),
  )
  const wordsOf = (domain: DomainName, field: string): readonly string[] => [
    ...(read.get(`${domain}.${field}`)?.codes ?? []),
    ...(field === 'test' ? Object.keys(testsOf(study)) : []),
  ]
  const units = [...new Set(Object.values(study.tests).flatMap(unitsOf))].sort()
  return Object.fromEntries([
    ...(units.length === 0 ? [] : [[unitsKey, units] as const]),
    ...fields
      .map(([domain, field]) => [`${domain}.${field}`, [...new Set(wordsOf(domain, field))].sort()] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  ])
}
