import { z } from 'zod'

/**
 * Tokens of a received date: YYYY, YY is refused, MM/M, MMM for an English name, DD/D, any other text as it stands;
 * `serial 1900`, `serial 1904` for Excel's day numbers.
 */
export const dateFormatSchema = z
  .string()
  .regex(/YYYY|^serial 19(00|04)$/, 'a date format such as YYYY-MM-DD, YYYY年M月D日, serial 1900')
