import { z } from 'zod'
import { fieldConditionsSchema } from './conditions.js'
import { labelSchema } from './ids.js'
import { domainSchema } from './variables.js'

/**
 * A source of an event or a censoring: rows of one domain, the day that counts, and the reason that stays with the
 * subject.
 */
export const endpointSourceSchema = z.strictObject({
  from: domainSchema,
  where: fieldConditionsSchema.optional(),
  /** The date field that counts. */
  date: z.string().default('date'),
  reason: z.string().min(1),
})

/** A source of an event or a censoring as written. */
export type EndpointSource = z.infer<typeof endpointSourceSchema>

/**
 * A time-to-event endpoint: the earliest event wins over any censoring, else the latest censoring day; both end at the
 * data cut.
 */
export const endpointSchema = z.strictObject({
  label: labelSchema,
  /** Days, or months of 30.4375 days. */
  unit: z.enum(['days', 'months']),
  events: z.array(endpointSourceSchema).min(1),
  censoring: z.array(endpointSourceSchema).min(1),
})

/** An endpoint as written in a study. */
export type Endpoint = z.infer<typeof endpointSchema>
