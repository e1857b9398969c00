import { z } from 'zod'
import { idSchema } from '../ids.js'

const namesSchema = z.array(z.string().min(1)).min(1)

/** By column the words or patterns of which a row has one, or has none. */
const rowsOfSchema = z.record(z.string(), z.array(z.string()).min(1))

/** One sign or text, or several. */
export const signsSchema = z.union([z.string().min(1), namesSchema])

/** One part of a cell: by its place among the parts, or the first, last, largest or smallest of them. */
const partOfCellSchema = z.strictObject({
  from: z.string(),
  /** The signs between the parts. */
  split: signsSchema,
  part: z.union([z.int().min(1).max(99), z.enum(['first', 'last', 'largest', 'smallest'])]),
  /** How many parts a cell has; the highest place that is asked for, and two at least, where this is absent. */
  parts: z.int().min(2).max(99).optional(),
})

/** Several cells of a row put together. */
const joinedCellsSchema = z.strictObject({
  join: z.array(z.string()).min(2),
  /** What stands between them. */
  by: z.string().default(''),
})

/** An id as another file writes it. */
const madeIdSchema = z.strictObject({
  from: z.string(),
  /** Patterns of a beginning that is no part of the id. */
  strip: signsSchema.optional(),
  /** Patterns of an ending that is no part of the id. */
  cut: signsSchema.optional(),
  /** Zeros are put before an id of digits until it has so many. */
  pad: z.int().min(1).max(40).optional(),
})

/** Words of a column in other words, so that they can be put together with others: the sign of a limit that has a column of its own. */
const rewordedSchema = z.strictObject({
  from: z.string(),
  words: z.record(z.string(), z.string().min(1)),
})

/** How a column is made of cells of its own row. */
export const madeColumnSchema = z.union([joinedCellsSchema, partOfCellSchema, rewordedSchema, madeIdSchema])

/** How a column is made of cells of its own row, as resolved. */
export type MadeColumn = z.infer<typeof madeColumnSchema>

const joinSchema = z.strictObject({
  /** The file in which a row is looked for. */
  file: idSchema,
  /** The column that both files have, or this file's column to the other one's. */
  on: z.union([z.string(), z.record(z.string(), z.string())]),
  /** The other file's columns that are taken, or names here to columns there. */
  take: z.union([namesSchema, z.record(z.string(), z.string())]),
})

/** Columns of a row of another file of the site, found by its key. */
export type FileJoin = z.infer<typeof joinSchema>

/** What stands between a file and the table that the blocks of a mapping read. */
export const fileShape = {
  /** `all`: each file that fits the name is read, and not the newest alone. */
  parts: z.literal('all').optional(),
  /** Of a workbook whose labels stand below each other in column A: what is a row, each sheet or each further column. */
  rowIs: z.enum(['sheet', 'column']).optional(),
  /** Columns in which a blank cell means the one above it. */
  fillDown: namesSchema.optional(),
  only: rowsOfSchema.optional(),
  except: rowsOfSchema.optional(),
  join: z.union([joinSchema, z.array(joinSchema).min(1)]).optional(),
  columns: z.record(z.string(), madeColumnSchema).optional(),
}
