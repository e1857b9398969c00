import { z } from 'zod'

const scalarSchema = z.union([z.string(), z.number(), z.boolean()])

/** A code, a number or a truth value that a condition compares with. */
export type Scalar = z.infer<typeof scalarSchema>

/** One shape that a value may have: the language has shapes instead of expressions. */
export const shapeSchema = z.union([
  z.enum(['is known', 'is unknown', 'is true', 'is false']),
  z.strictObject({ is: scalarSchema }),
  z.strictObject({ in: z.array(scalarSchema).min(1) }),
  z.strictObject({ 'not in': z.array(scalarSchema).min(1) }),
  z.strictObject({ 'at least': z.number() }),
  z.strictObject({ 'at most': z.number() }),
  z.strictObject({ above: z.number() }),
  z.strictObject({ below: z.number() }),
  z.strictObject({ between: z.tuple([z.number(), z.number()]) }),
])

/** A shape as written. */
export type Shape = z.infer<typeof shapeSchema>

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
