import { z } from 'zod'
import { encodingSchema } from './encodings.js'
import { fileShape } from './file-shape.js'
import { missingSchema } from './missing-kinds.js'

const subjectColumnSchema = z.union([z.literal('row number'), z.strictObject({ column: z.string() })])

/** How a text export is written. */
export const textWriting = {
  /**
   * Named: read so, unless the bytes contradict it. Absent: byte-order mark, UTF-8, then GB18030 where the text is
   * plainly Chinese, and said so.
   */
  encoding: encodingSchema.optional(),
  /** What divides cells: one sign, or a few that stand together; a comma where nothing is said. */
  delimiter: z.string().min(1).max(4).optional(),
  /** What stands around cells that hold a delimiter or a line break, written twice inside of them; `none` where a quote is a sign like others. */
  quote: z.union([z.literal('none'), z.string().length(1)]).optional(),
  /** The sign that takes its meaning from a quote, a delimiter or a line break behind it; such a sign before N alone is an empty cell. */
  escape: z.string().length(1).optional(),
}

/** One file of a site's export: how to find it, how it is written, and which column names the subject. */
export const exportFileSchema = z.strictObject({
  /** The file's name, `*` for what varies; the newest by the date in its name counts when several fit. */
  name: z.string().min(1),
  ...textWriting,
  sheet: z.string().optional(),
  /** Of a ZIP archive of several files: the name of the one that is read, `*` for what varies. */
  inside: z.string().min(1).optional(),
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
  ...fileShape,
})

/** An export file as resolved. */
export type ExportFile = z.infer<typeof exportFileSchema>
