import { z } from 'zod'
import { dayWriting } from './date-formats.js'
import { textWriting } from './export-file.js'

/** How a site writes its files, numbers and days, where a file or field says nothing else. */
export const siteDefaultsSchema = z.strictObject({
  ...textWriting,
  decimal: z.enum(['.', ',']).optional(),
  ...dayWriting,
})

/** The defaults of a site as written. */
export type SiteDefaults = z.infer<typeof siteDefaultsSchema>
