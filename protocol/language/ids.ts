import { z } from 'zod'

/** An id of the study language: lower-case letters, digits and hyphens; ids, not labels, stand in result keys. */
export const idSchema = z
  .string()
  .regex(/^(?!\d+$)[a-z0-9][a-z0-9-]*$/, 'an id of lower-case letters, digits and hyphens, not of digits alone')

/** A label that people read: one text, or one text per language. */
export const labelSchema = z.union([
  z.string().min(1),
  z.strictObject({ en: z.string().min(1), zh: z.string().min(1).optional() }),
])

/** A label as written in a study. */
export type Label = z.infer<typeof labelSchema>

/** The English text of a label. */
export const labelText = (label: Label): string => (typeof label === 'string' ? label : label.en)

/** The Chinese text of a label, where the study gives one. */
export const labelChinese = (label: Label): string | undefined => (typeof label === 'string' ? undefined : label.zh)
