import { z } from 'zod'
import { type DomainName, domainNames, domains, wideFieldOf } from '../../schema/domains.js'
import { idSchema } from '../ids.js'
import { type FieldMapping, fieldMappingSchema } from './field-mapping.js'
import { type WideColumn, wideColumnSchema } from './wide-column.js'

/** Conditions on received cells: a block's rows are made only where each named column holds one of the texts. */
const whenSchema = z.record(
  z.string(),
  z.union([z.array(z.string()).min(1), z.strictObject({ not: z.array(z.string()).min(1) })]),
)

const blockSchema = (domain: DomainName) => {
  const fields = Object.fromEntries(
    Object.keys(domains[domain].fields).map(field => [field, fieldMappingSchema.optional()]),
  )
  const wideField = wideFieldOf(domain)
  return z.strictObject({
    /** The file's id. */
    from: idSchema,
    when: whenSchema.optional(),
    ...fields,
    /**
     * One row per column: the column's name to the fields that are fixed for it; the cell fills the domain's wide field.
     */
    ...(wideField === null ? {} : { wide: z.record(z.string(), wideColumnSchema(domain, wideField)).optional() }),
  })
}

/** The blocks of a mapping by domain: one, or several. */
export const mapSchema = z.strictObject(
  Object.fromEntries(
    domainNames.map(domain => [domain, z.union([blockSchema(domain), z.array(blockSchema(domain)).min(1)]).optional()]),
  ),
)

/** A block of a site mapping: the file it reads, its condition, and a mapping a field. */
export interface MappingBlock {
  readonly from: string
  readonly when?: Readonly<Record<string, readonly string[] | { readonly not: readonly string[] }>>
  readonly wide?: Readonly<Record<string, WideColumn>>
  readonly fields: Readonly<Record<string, FieldMapping>>
}
