import { z } from 'zod'

/**
 * A laboratory test or assessment: its standard unit, what other units are worth in it, and the range that a person
 * can have.
 */
export const testSchema = z.strictObject({
  label: z.string().optional(),
  /** Absent for a count, a score or a code. */
  unit: z.string().optional(),
  /** One of the unit named is so many standard units. */
  conversions: z.record(z.string(), z.number().positive()).default({}),
  plausible: z.tuple([z.number(), z.number()]).optional(),
})

/** A test as resolved. */
export type TestDefinition = z.infer<typeof testSchema>
