import { z } from 'zod'

/**
 * Tokens of a received date: YYYY, or YY with a stated century; MM/M, MMM for a month's name, DD/D, any other text as it
 * stands; `serial 1900`, `serial 1904` for Excel's day numbers.
 */
export const dateFormatSchema = z
  .string()
  .regex(/YY|^serial 19(00|04)$/, 'a date format such as YYYY-MM-DD, DD.MM.YY, YYYY年M月D日, serial 1900')

/** Languages whose names of months are read. */
export const monthLanguages = [
  ...(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb'] as const),
  ...(['fi', 'pl', 'cs', 'hr', 'hu', 'ro', 'ru', 'tr'] as const),
] as const

/** A language whose names of months are read. */
export type MonthLanguage = (typeof monthLanguages)[number]

/** How the days of a column are written. */
export const dayWriting = {
  /** Formats tried in order; a partial one (YYYY-MM) keeps its precision. */
  date: z.array(dateFormatSchema).min(1).optional(),
  /** The century of years of two digits: those from this one to 99 years later. */
  century: z.strictObject({ from: z.int().min(1880).max(2050) }).optional(),
  /** The language of the months' names, where a name means another month in another language. */
  months: z.enum(monthLanguages).optional(),
  /** A partial date becomes its first, middle or last day, and is flagged; without this it is held. */
  impute: z.enum(['first', 'middle', 'last']).optional(),
}
