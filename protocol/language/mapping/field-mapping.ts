import { z } from 'zod'
import { dayWriting } from './date-formats.js'
import { signsSchema } from './file-shape.js'
import { missingSchema } from './missing-kinds.js'
import { packListSchema } from '../packs.js'

/** A column's unit: its name, or the column that names it with the codes of that column. */
export const unitSchema = z.union([
  z.string(),
  z.strictObject({
    column: z.string(),
    codes: z.record(z.string(), z.string()).optional(),
    /** The spellings of units in the packs. */
    pack: z.literal('unit').optional(),
  }),
])

/**
 * Patterns of received texts, with `*` for anything and `#` for a number, to code. A listed text comes before them, and of
 * several that fit the one with the most signs of its own counts.
 */
export const patternsSchema = z.record(z.string().min(1), z.union([z.string(), z.number()]))

/** How one field is read: a column's name, or the column with its codes, date formats, offset, unit; or a constant. */
export const fieldMappingSchema = z.union([
  z.string(),
  z.strictObject({
    column: z.string(),
    /** Received text to code; a text that is not listed holds the cell and is proposed with its count. */
    codes: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    /** A list of the packs; words of `codes` and `missing` win over its own. */
    pack: packListSchema.optional(),
    patterns: patternsSchema.optional(),
    /** The signs between several codes of one cell: each makes a row of its own. */
    each: signsSchema.optional(),
    ...dayWriting,
    /** The cell is a distance from the subject's index in this unit instead of a date. */
    offset: z.enum(['days', 'weeks', 'months', 'years']).optional(),
    unit: unitSchema.optional(),
    /** The number in the file times this is in the unit stated, else in the standard one. */
    factor: z.number().optional(),
    /** Decimal mark of this column where it is not a point. */
    decimal: z.enum(['.', ',']).optional(),
    missing: missingSchema.optional(),
  }),
  z.strictObject({ constant: z.union([z.string(), z.number()]) }),
])

/** How one field is read, as written. */
export type FieldMapping = z.infer<typeof fieldMappingSchema>
