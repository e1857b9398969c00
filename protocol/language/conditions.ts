import { z } from 'zod'
import { type Shape, shapeSchema } from './shapes.js'

/** Conditions on the fields of one row, all of which are to hold. */
export const fieldConditionsSchema = z.record(z.string(), shapeSchema)

/** Conditions on the fields of one row. */
export type FieldConditions = z.infer<typeof fieldConditionsSchema>

/**
 * A three-valued condition over named variables: `{ variable: shape }`, joined by `all`, `any`, `not`; several keys
 * mean all.
 */
export interface Condition {
  readonly all?: readonly Condition[] | undefined
  readonly any?: readonly Condition[] | undefined
  readonly not?: Condition | undefined
  readonly [variable: string]: Shape | Condition | readonly Condition[] | undefined
}

/** The words that join conditions; no variable may have one of these names. */
export const joiningWords = ['all', 'any', 'not'] as const

/** The schema of a condition. */
export const conditionSchema: z.ZodType<Condition, Condition> = z.lazy(() =>
  z
    .object({
      all: z.array(conditionSchema).optional(),
      any: z.array(conditionSchema).optional(),
      not: conditionSchema.optional(),
    })
    .catchall(shapeSchema),
)
