import { z } from 'zod'
import { type DomainName, domains, type FieldKind } from '../../schema/domains.js'
import { dayWriting } from './date-formats.js'
import { patternsSchema, unitSchema } from './field-mapping.js'
import { type MissingKind, missingSchema } from './missing-kinds.js'
import { packListSchema, type PackTaken } from '../packs.js'

const fixedSchema = z.union([z.string(), z.number()])

const columnFlagSchema = z.strictObject({
  column: z.string(),
  codes: z.record(z.string(), z.string()).optional(),
  missing: missingSchema.optional(),
})

const columnDateSchema = z.strictObject({
  column: z.string(),
  ...dayWriting,
  offset: z.enum(['days', 'weeks', 'months', 'years']).optional(),
  missing: missingSchema.optional(),
})

const ownSchema = (field: string, kind: FieldKind) => {
  if (kind === 'date') return columnDateSchema
  return field === 'flag' ? columnFlagSchema : fixedSchema
}

/**
 * One column of a wide block: the codes that are fixed for it, and how its own cell, which fills the wide field, is
 * read.
 */
export const wideColumnSchema = (domain: DomainName, wideField: string) => {
  const own = Object.entries(domains[domain].fields).filter(([field]) => field !== wideField)
  return z.strictObject({
    ...Object.fromEntries(own.map(([field, kind]) => [field, ownSchema(field, kind).optional()])),
    codes: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    pack: packListSchema.optional(),
    patterns: patternsSchema.optional(),
    unit: unitSchema.optional(),
    factor: z.number().optional(),
    decimal: z.enum(['.', ',']).optional(),
    missing: missingSchema.optional(),
  })
}

/**
 * One column of a wide block as written: fixed codes by field, beside `codes`, `pack`, `patterns`, `unit`, `factor`,
 * `decimal`, `missing` of its own cell.
 */
export interface WideColumn {
  readonly codes?: Readonly<Record<string, string | number>>
  readonly pack?: PackTaken
  readonly patterns?: Readonly<Record<string, string | number>>
  readonly unit?: string | { readonly column: string; readonly codes?: Readonly<Record<string, string>> }
  readonly factor?: number
  readonly decimal?: '.' | ','
  readonly missing?: Readonly<Record<string, MissingKind>>
  /** Any other key is a field of the domain: a fixed code or number, or for a date or a flag its own column. */
  readonly [field: string]: unknown
}
