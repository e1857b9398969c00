/** The arms of a study, in the order in which tables show them; so they stand in result keys. */
export const arms = ['control', 'treated'] as const

/** An arm of a study. */
export type Arm = (typeof arms)[number]
