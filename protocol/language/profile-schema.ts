import { z } from 'zod'

const countSchema = z.int().min(0)

/** A received text with its rows. */
const textCountSchema = z.object({ text: z.string(), count: countSchema })

/** What a column of a file seems to hold. */
export const columnKinds = ['empty', 'identifier', 'day', 'number', 'code', 'text'] as const

const columnSchema = z.object({
  /** The column's place, from 1. */
  place: z.int().min(1),
  /** The header as received; empty where no row of the table looks like a header. */
  header: z.string(),
  kind: z.enum(columnKinds),
  /** Rows with something in this column, words for nothing included. */
  filled: countSchema,
  distinct: countSchema,
  /** Words that say that there is nothing, such as `NA`: of these the rest of the column's description knows nothing. */
  absent: z.array(textCountSchema),
  /** Why it probably identifies persons; then no text and no range of it is told. Null where nothing says so. */
  identifies: z.string().nullable(),
  /** The commonest texts, the commonest first: of days and numbers those alone that are written otherwise. */
  commonest: z.array(textCountSchema),
  /** Rows whose texts are not told, because they look like identifiers or stand in a column of identifiers. */
  masked: countSchema,
  /** The commonest shapes: `A` a capital, `a` a small letter, `9` a digit, `字` any other letter. */
  shapes: z.array(z.object({ shape: z.string(), count: countSchema })),
  /** Null where less than half of the filled cells read as days. */
  days: z
    .object({
      /** The formats, as a mapping writes them, that read all filled cells. */
      formats: z.array(z.string()),
      /** Where none reads all: the one that reads most, with the rows that it does not read. */
      nearly: z.object({ format: z.string(), not: countSchema }).nullable(),
      /** Where several writings are mixed: the formats of which each cell is read by one, with the rows that none reads; profiles of before do not tell them. */
      together: z
        .object({ formats: z.array(z.string()), not: countSchema })
        .nullable()
        .optional(),
      /** Rows whose cell the workbook itself types as a day. */
      typed: countSchema,
      earliest: z.string().nullable(),
      latest: z.string().nullable(),
    })
    .nullable(),
  /** Null where no filled cell reads as a number. */
  numbers: z
    .object({
      /** The share of filled cells that read as numbers, limits such as `<5` included. */
      share: z.number().min(0).max(1),
      /** The sign before decimals; null where none is written, or both. */
      decimal: z.enum(['.', ',']).nullable(),
      /** Whether both signs are written before decimals. */
      contradicted: z.boolean(),
      limits: countSchema,
      /** Rows with something behind the number: a flag, a unit. */
      followed: countSchema,
      lowest: z.number().nullable(),
      /** The number that a quarter of them do not pass; profiles of before do not tell it. */
      quarter: z.number().nullable().optional(),
      /** The number that half of them do not pass. */
      middle: z.number().nullable(),
      /** The number that three quarters of them do not pass; profiles of before do not tell it. */
      threeQuarters: z.number().nullable().optional(),
      highest: z.number().nullable(),
    })
    .nullable(),
  /** A unit that stands in the header. */
  unit: z.string().nullable(),
})

const tableSchema = z.object({
  /** The sheet of a workbook; null for a text. */
  sheet: z.string().nullable(),
  hidden: z.boolean(),
  /** Why it cannot be read; null where it could. */
  refused: z.string().nullable(),
  encoding: z.string().nullable(),
  /** The sign between cells; null for a workbook. */
  delimiter: z.string().nullable(),
  /** The header's row, or its rows, from 1, as `header` of a mapping says it. */
  header: z.union([z.int().min(1), z.array(z.int().min(1))]),
  rows: countSchema,
  blankRows: countSchema,
  /** Rows of another length than the header's. */
  raggedRows: countSchema,
  notes: z.array(z.string()),
  columns: z.array(columnSchema),
})

/** The whole of what `cohortium profile --json` writes. */
export const profileSchema = z
  .object({
    files: z.array(
      z.object({
        file: z.string(),
        bytes: countSchema.nullable(),
        /** Why nothing of it can be read; null where something could. */
        refused: z.string().nullable(),
        tables: z.array(tableSchema),
      }),
    ),
  })
  .describe(
    'What can be seen of files without a mapping. No value of a column that probably identifies persons is in it.',
  )

/** What can be seen of files without a mapping. */
export type Profile = z.infer<typeof profileSchema>

/** What can be seen of one file. */
export type FileProfile = Profile['files'][number]

/** What can be seen of one table of a file. */
export type TableProfile = FileProfile['tables'][number]

/** What can be seen of one column of a table. */
export type ColumnProfile = TableProfile['columns'][number]
