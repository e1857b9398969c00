/**
 * How grave a finding is: a question, a value that is not used, a subject that is held, a file that is refused.
 * The one list, from the lightest to the gravest.
 */
export const severities = ['info', 'hold value', 'hold subject', 'refuse file'] as const

/** How grave a finding is. */
export type Severity = (typeof severities)[number]
