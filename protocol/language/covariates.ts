import { z } from 'zod'
import { idSchema, labelSchema } from './ids.js'

const levelSchema = z.union([
  labelSchema,
  z.strictObject({ label: labelSchema, values: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1) }),
])

/** A baseline covariate: continuous, cut into levels, or categorical by its codes. */
export const covariateSchema = z.strictObject({
  /** Defaults to the variable's name. */
  id: idSchema.optional(),
  variable: idSchema,
  label: labelSchema,
  unit: z.string().optional(),
  /** Cut points: a value at the point belongs to the level below it, unless `cutBelongs: above`. */
  cut: z.array(z.number()).min(1).optional(),
  cutBelongs: z.enum(['below', 'above']).default('below'),
  /** Levels in order; with `cut` one more than cut points, else one per code (or list of codes). */
  levels: z.record(idSchema, levelSchema).optional(),
  /** The level that models compare with; the first by default. */
  reference: idSchema.optional(),
  /** Decimals of a continuous covariate in tables. */
  decimals: z.int().min(0).max(6).default(1),
  /** Where the covariate is used; everywhere by default. */
  use: z.array(z.enum(['table', 'matching', 'cox'])).default(['table', 'matching', 'cox']),
})

/** A covariate as written in a study. */
export type Covariate = z.infer<typeof covariateSchema>
