import { z } from 'zod'
import { fieldConditionsSchema } from './conditions.js'
import { idSchema, labelSchema } from './ids.js'
import { domainSchema, offsetSchema } from './variables.js'

/** Best overall response on each target group, from the index date until the first progression on it. */
export const responseSchema = z.strictObject({
  criteria: z.string().min(1),
  targets: z.array(z.strictObject({ id: idSchema, label: labelSchema })).min(1),
  confirmation: z.enum(['none']).default('none'),
  interval: z.enum(['clopper-pearson', 'wilson']).default('clopper-pearson'),
  notEvaluable: z.enum(['kept in the denominator', 'left out']).default('kept in the denominator'),
})

/** Adverse events: the worst grade per subject and category within the treatment-emergent window. */
export const safetySchema = z.strictObject({
  grades: z.string().min(1),
  categories: z.array(z.strictObject({ id: idSchema, label: labelSchema })).min(1),
  /** From the index date to so long after the last exposure that `exposure` selects; open when absent. */
  until: z.strictObject({ after: offsetSchema, exposure: fieldConditionsSchema.optional() }).optional(),
})

/** The first therapy after progression, by kind. */
export const subsequentSchema = z.strictObject({
  label: labelSchema.optional(),
  from: domainSchema.default('exposure'),
  where: fieldConditionsSchema,
  /** The field whose code is the therapy. */
  value: z.string().default('treatment'),
  therapies: z.array(z.strictObject({ id: idSchema, label: labelSchema })).min(1),
})
