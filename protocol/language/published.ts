import { z } from 'zod'
import { idSchema, labelSchema } from './ids.js'
import { resultKeySchema } from './result-keys.js'

/**
 * A number as printed, every digit kept (`25.0`, `<0.001`, `not reached`): it is compared at the printed decimals.
 * The loader hands over the text that stands in the file, so `25.0` need not be quoted.
 */
export const printedSchema = z.union([z.string().min(1), z.number()]).transform(String)

/** One printed number under the key of the result that it is compared with. */
export const publishedValueSchema = z.strictObject({
  key: resultKeySchema,
  printed: printedSchema,
  /** How many decimals count; as many as are printed by default. */
  decimals: z.int().min(0).max(10).optional(),
  /** Computed value times this is what was printed: 100 where a rate is printed as a percentage. */
  times: z.number().positive().default(1),
  label: labelSchema.optional(),
  note: z.string().optional(),
})

/** A printed number as resolved. */
export type PublishedValue = z.infer<typeof publishedValueSchema>

const statement = {
  id: idSchema,
  label: labelSchema,
  /** Keys of the printed numbers that this statement rests on: they are called contradictory when the statement is. */
  keys: z.array(resultKeySchema).default([]),
}

/**
 * Printed counts of one group: each percentage is its count of n, and where they are all the group's they add up to n.
 */
export const countsSchema = z.strictObject({
  ...statement,
  kind: z.literal('counts'),
  n: z.int().min(0),
  /** Null where only the percentage is printed. */
  rows: z
    .array(
      z.strictObject({
        label: z.string().min(1),
        count: z.int().min(0).nullable(),
        percent: printedSchema.optional(),
      }),
    )
    .min(1),
  /** Whether the rows are all of the group. */
  complete: z.boolean().default(true),
})

/** A printed total and the printed counts that make it up, such as controlled disease and its responses. */
export const sumSchema = z.strictObject({
  ...statement,
  kind: z.literal('sum'),
  total: z.int().min(0),
  parts: z.array(z.int().min(0)).min(1),
})

/** A printed estimate and its interval: it ought to lie inside. A limit that was not reached is null. */
export const estimateSchema = z.strictObject({
  ...statement,
  kind: z.literal('estimate'),
  estimate: printedSchema,
  lower: printedSchema.nullable(),
  upper: printedSchema.nullable(),
})

/** A printed hazard ratio, its interval and P: interval and P ought to tell the same. */
export const hazardRatioSchema = z.strictObject({
  ...statement,
  kind: z.literal('hazard ratio'),
  estimate: printedSchema,
  lower: printedSchema,
  upper: printedSchema,
  /** Confidence of the interval. */
  level: z.number().min(0.5).max(0.9999).default(0.95),
  p: printedSchema.optional(),
})

const shareSchema = z.strictObject({ count: z.int().min(0), n: z.int().min(1) })

/** Two printed shares and their P: one of the usual tests of a two-by-two table ought to give it. */
export const twoByTwoSchema = z.strictObject({
  ...statement,
  kind: z.literal('two by two'),
  treated: shareSchema,
  control: shareSchema,
  p: printedSchema,
})

/** A printed statement that can be checked against itself, without any subject. */
export const statementSchema = z.discriminatedUnion('kind', [
  countsSchema,
  sumSchema,
  estimateSchema,
  hazardRatioSchema,
  twoByTwoSchema,
])

/** A printed statement as resolved. */
export type PublishedStatement = z.infer<typeof statementSchema>

/**
 * The numbers printed in a publication: those compared with the study's results, and those audited among themselves.
 */
export const publishedSchema = z.strictObject({
  /** Where they are printed. */
  source: labelSchema,
  values: z.array(publishedValueSchema).min(1),
  statements: z.array(statementSchema).default([]),
})

/** A publication's numbers as resolved. */
export type Published = z.infer<typeof publishedSchema>
