import { z } from 'zod'
import { type DomainName, domainNames, domains, wideFieldOf } from '../schema/domains.js'
import { idSchema, labelSchema } from './ids.js'

/** Kinds of missing that a received word may stand for. */
export const missingKinds = ['not recorded', 'not done', 'not applicable', 'unknown'] as const

/** A kind of missing. */
export type MissingKind = (typeof missingKinds)[number]

const missingSchema = z.record(z.string(), z.enum(missingKinds))

/**
 * Tokens of a received date: YYYY, YY is refused, MM/M, MMM for an English name, DD/D, any other text as it stands;
 * `serial 1900`, `serial 1904` for Excel's day numbers.
 */
const dateFormatSchema = z
  .string()
  .regex(/YYYY|^serial 19(00|04)$/, 'a date format such as YYYY-MM-DD, YYYY年M月D日, serial 1900')

const unitSchema = z.union([
  z.string(),
  z.strictObject({ column: z.string(), codes: z.record(z.string(), z.string()).optional() }),
])

/** How one field is read: a column's name, or the column with its codes, date formats, offset, unit; or a constant. */
export const fieldMappingSchema = z.union([
  z.string(),
  z.strictObject({
    column: z.string(),
    /** Received text to code; a text that is not listed holds the cell and is proposed with its count. */
    codes: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    /** Formats tried in order; a partial one (YYYY-MM) keeps its precision. */
    date: z.array(dateFormatSchema).min(1).optional(),
    /** A partial date becomes its first, middle or last day, and is flagged; without this it is held. */
    impute: z.enum(['first', 'middle', 'last']).optional(),
    /** The cell is a distance from the subject's index in this unit instead of a date. */
    offset: z.enum(['days', 'weeks', 'months', 'years']).optional(),
    unit: unitSchema.optional(),
    /** Decimal mark of this column where it is not a point. */
    decimal: z.enum(['.', ',']).optional(),
    missing: missingSchema.optional(),
  }),
  z.strictObject({ constant: z.union([z.string(), z.number()]) }),
])

/** How one field is read, as written. */
export type FieldMapping = z.infer<typeof fieldMappingSchema>

/** Conditions on received cells: a block's rows are made only where each named column holds one of the texts. */
const whenSchema = z.record(
  z.string(),
  z.union([z.array(z.string()).min(1), z.strictObject({ not: z.array(z.string()).min(1) })]),
)

const fixedSchema = z.union([z.string(), z.number()])

const columnDateSchema = z.strictObject({
  column: z.string(),
  date: z.array(dateFormatSchema).min(1).optional(),
  impute: z.enum(['first', 'middle', 'last']).optional(),
  offset: z.enum(['days', 'weeks', 'months', 'years']).optional(),
  missing: missingSchema.optional(),
})

/**
 * One column of a wide block: the codes that are fixed for it, and how its own cell, which fills the wide field, is
 * read.
 */
const wideColumnSchema = (domain: DomainName, wideField: string) => {
  const own = Object.entries(domains[domain].fields).filter(([field]) => field !== wideField)
  return z.strictObject({
    ...Object.fromEntries(
      own.map(([field, kind]) => [field, (kind === 'date' ? columnDateSchema : fixedSchema).optional()]),
    ),
    codes: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    unit: unitSchema.optional(),
    decimal: z.enum(['.', ',']).optional(),
    missing: missingSchema.optional(),
  })
}

/**
 * One column of a wide block as written: fixed codes by field, beside `codes`, `unit`, `decimal`, `missing` of its own
 * cell.
 */
export interface WideColumn {
  readonly codes?: Readonly<Record<string, string | number>>
  readonly unit?: string | { readonly column: string; readonly codes?: Readonly<Record<string, string>> }
  readonly decimal?: '.' | ','
  readonly missing?: Readonly<Record<string, MissingKind>>
  /** Any other key is a field of the domain: a fixed code or number, or for a date its own column. */
  readonly [field: string]: unknown
}

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

const mapSchema = z.strictObject(
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

const subjectColumnSchema = z.union([z.literal('row number'), z.strictObject({ column: z.string() })])

/** Encodings that a text export may be written in. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'iso-8859-2',
  'iso-8859-15',
] as const

/** One file of a site's export: how to find it, how it is written, and which column names the subject. */
export const exportFileSchema = z.strictObject({
  /** The file's name, `*` for what varies; the newest by the date in its name counts when several fit. */
  name: z.string().min(1),
  /**
   * Named: read so, unless the bytes contradict it. Absent: byte-order mark, UTF-8, then GB18030 where the text is
   * plainly Chinese, and said so.
   */
  encoding: z.enum(encodings).optional(),
  delimiter: z.string().length(1).default(','),
  sheet: z.string().optional(),
  /** The header's row, or its rows, from 1; merged cells of several rows are joined by a slash. */
  header: z.union([z.int().min(1), z.array(z.int().min(1)).min(1)]).default(1),
  subject: subjectColumnSchema,
  /** Whether a subject has one row in this file: then two that differ are held. Absent: decided by the rows themselves. */
  rows: z.enum(['one a subject', 'many a subject']).optional(),
  /**
   * Of a column that blocks ask by `when`: other words that are meant to make no row, or all others. Any other word is
   * named.
   */
  passOver: z.record(z.string(), z.union([z.literal('all others'), z.array(z.string()).min(1)])).optional(),
  missing: missingSchema.optional(),
})

/** An export file as resolved. */
export type ExportFile = z.infer<typeof exportFileSchema>

/** One hospital's mapping of files, columns, codes, units and dates onto the shared schema. */
export const siteSchema = z.strictObject({
  site: idSchema,
  label: labelSchema,
  /**
   * The day of the export: in a file's name (`file`'s name, digits as in `name`), or in a column; else its receipt
   * day.
   */
  dataDate: z
    .union([
      z.strictObject({ file: idSchema, name: dateFormatSchema }),
      z.strictObject({ file: idSchema, column: z.string(), date: z.array(dateFormatSchema).min(1) }),
    ])
    .optional(),
  files: z.record(idSchema, exportFileSchema),
  identifiers: z
    .strictObject({
      /** The ids are public row numbers or the like: they are kept as display ids. Refused for clinical data. */
      nonIdentifying: z.boolean().default(false),
      /** A national id or the like, the same at every hospital, to find one person at two sites. */
      link: z.strictObject({ file: idSchema, column: z.string() }).optional(),
      /**
       * Direct identifiers by file: dropped at the door, and their values are masked wherever else they turn up; `none` says
       * that the files have none. Clinical data want one or the other said.
       */
      drop: z.union([z.literal('none'), z.record(idSchema, z.array(z.string()).min(1))]).default({}),
      /** Ids of subjects that read like a test entry, a total or a day: each a pattern with `*` for what varies. */
      real: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  missing: missingSchema.default({ '': 'not recorded' }),
  map: mapSchema,
})

/** The columns of each file that a mapping drops. */
export const droppedColumns = ({ identifiers: { drop } }: SiteMapping): Readonly<Record<string, readonly string[]>> =>
  drop === 'none' ? {} : drop

/** A site mapping as resolved. */
export type SiteMapping = z.infer<typeof siteSchema>
