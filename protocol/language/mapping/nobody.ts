import { z } from 'zod'
import { domainNames, fieldsOf } from '../../schema/domains.js'

const codesSchema = z.array(z.union([z.string(), z.number()])).min(1)

/** The fields of codes of a domain's rows that nobody had, each with its codes: a row with one of the codes of every field. */
const entrySchema = (fields: readonly string[]) =>
  z
    .strictObject(Object.fromEntries(fields.map(field => [field, codesSchema.optional()])))
    .refine(entry => Object.keys(entry).length > 0, `a field with its codes, or 'any' in place of it`)

const ofDomain = (domain: (typeof domainNames)[number]) => {
  const entry = entrySchema(Object.keys(fieldsOf(domain)).filter(field => fieldsOf(domain)[field] === 'code'))
  return z.union([z.literal('any'), entry, z.array(entry).min(1)]).optional()
}

/**
 * What nobody of a site had, by domain, in the study's codes: its files never name it, and it is known of every subject that
 * there was none. `any` is whatever the domain holds.
 */
export const nobodySchema = z.strictObject(
  Object.fromEntries(domainNames.filter(domain => domain !== 'subject').map(domain => [domain, ofDomain(domain)])),
)
