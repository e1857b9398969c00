import { z } from 'zod'
import { conditionSchema } from './conditions.js'
import { idSchema, labelSchema } from './ids.js'

/**
 * One eligibility criterion: a condition and what 'cannot tell' does: exclude, include, or hold with a query to the
 * site.
 */
export const criterionSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  when: conditionSchema,
  cannotTell: z.enum(['exclude', 'include', 'hold']),
})

/** A criterion as written in a study. */
export type Criterion = z.infer<typeof criterionSchema>

/**
 * Inclusion criteria, all of which must be met, then exclusion criteria, none of which may be; first reasons go by
 * this order.
 */
export const eligibilitySchema = z.strictObject({
  include: z.array(criterionSchema).default([]),
  exclude: z.array(criterionSchema).default([]),
})

/** Ids of reasons that the product gives itself, besides a study's criteria. */
export const builtInReasons = [
  'duplicate-subject',
  'no-index-date',
  'held-record',
  'death-before-index',
  'event-before-index',
  'follow-up-before-index',
  'follow-up-held',
  'no-arm',
] as const
