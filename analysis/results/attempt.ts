import { StatisticsError } from '../../statistics/errors.js'

/** What a statistic gave, or why it gave nothing: in fixed words, numbers and ids of the study. */
export type Attempt<T> =
  { readonly estimable: true; readonly estimate: T } | { readonly estimable: false; readonly reason: string }

/** Runs a statistic; what it refuses by name becomes a reason for the report, any other error passes. */
export const attempt = <T>(statistic: () => T): Attempt<T> => {
  try {
    return { estimable: true, estimate: statistic() }
  } catch (error) {
    if (error instanceof StatisticsError) return { estimable: false, reason: error.message }
    throw error
  }
}

/** An attempt that failed before it began. */
export const refused = (reason: string): { readonly estimable: false; readonly reason: string } => ({
  estimable: false,
  reason,
})
